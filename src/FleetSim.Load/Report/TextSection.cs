namespace FleetSim.Load.Report;

/// <summary>Paragraphs of text.</summary>
public sealed record TextSection(string Title, IReadOnlyList<string> Paragraphs) : ReportSection(Title);

namespace FleetSim.Load.Report;

/// <summary>A text whose lines and columns matter, such as a file.</summary>
public sealed record CodeSection(string Title, string Text) : ReportSection(Title);

namespace FleetSim.Load.Report;

/// <summary>Names and values, such as what a run ran on.</summary>
public sealed record FactsSection(string Title, IReadOnlyList<KeyValuePair<string, string>> Facts)
    : ReportSection(Title);

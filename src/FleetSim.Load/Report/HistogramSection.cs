namespace FleetSim.Load.Report;

/// <summary>Bars, one for each label, such as the distribution of group sizes.</summary>
/// <param name="BarsAre">What the labels are, such as <c>devices in the group</c>.</param>
/// <param name="ValuesAre">What is counted, such as <c>groups</c>.</param>
public sealed record HistogramSection(
    string Title, string BarsAre, string ValuesAre, IReadOnlyList<HistogramBar> Bars) : ReportSection(Title);

/// <param name="Value">Not negative.</param>
public sealed record HistogramBar(string Label, double Value);

namespace FleetSim.Load.Report;

/// <summary>Values by second.</summary>
/// <param name="Scale">What the values are.</param>
/// <param name="Stacked">Areas on top of each other, for parts of a whole; else lines.</param>
public sealed record TimeSeriesSection(
    string Title, ValueScale Scale, bool Stacked, IReadOnlyList<ChartSeries> Series) : ReportSection(Title);

/// <summary>One series of a chart.</summary>
/// <param name="Values">One value a second, from second 0. Not negative.</param>
/// <param name="Peaks">Where seconds must be merged to fit the width: keep the greatest, not the mean.</param>
public sealed record ChartSeries(
    string Name, IReadOnlyList<double> Values, Tone Tone = Tone.Neutral, bool Peaks = false);

using FleetSim.Load.Results;

namespace FleetSim.Load.Report;

/// <summary>Latency against percentile, the tail stretched: each "nine" takes the same width.</summary>
public sealed record PercentileSection(string Title, IReadOnlyList<PercentileCurve> Curves) : ReportSection(Title);

/// <summary>One curve.</summary>
public sealed record PercentileCurve(string Name, IReadOnlyList<LatencyPoint> Points);

using FleetSim.Load.Capacity;

namespace FleetSim.Load.Report;

/// <summary>Latency against planned rate, one point a probe.</summary>
public sealed record RateSection(string Title, IReadOnlyList<CapacityProbe> Probes) : ReportSection(Title);

namespace FleetSim.Contracts.Reports;

/// <summary>How much of a silo's report a reader has already; the start for one that has nothing.</summary>
/// <param name="Incidents">Incidents that it has.</param>
/// <param name="BrokenInvariants">Broken bookkeeping invariants that it has.</param>
/// <param name="Pages">Answers with recorded calls that it has; the silo forgets them.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.report-cursor")]
public readonly record struct ReportCursor(
    [property: Id(0)] int Incidents, [property: Id(1)] int BrokenInvariants, [property: Id(2)] long Pages);

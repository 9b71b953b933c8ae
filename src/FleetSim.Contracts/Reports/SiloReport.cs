using System.Collections.Immutable;

namespace FleetSim.Contracts.Reports;

/// <summary>What one silo tells of the fleet since a reader asked last.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.silo-report")]
public sealed record SiloReport
{
    /// <summary>What the silo's grains have counted since the fleet was declared.</summary>
    [Id(0)]
    public required FleetCounts Counts { get; init; }

    /// <summary>Further places where an isolation invariant broke, one sentence each.</summary>
    [Id(1)]
    public required ImmutableArray<string> Incidents { get; init; }

    /// <summary>Further bookkeeping invariants that broke, one sentence each.</summary>
    [Id(2)]
    public required ImmutableArray<string> BrokenInvariants { get; init; }

    /// <summary>Further calls to groups that the silo recorded, in no order; empty when there are none yet.</summary>
    [Id(3)]
    public required ImmutableArray<RecordedGroupCall> Calls { get; init; }

    /// <summary>The silo's recorder was full then, and recorded nothing later; the end of time when it was not.</summary>
    [Id(4)]
    public required long Cutoff { get; init; }

    /// <summary>Calls so far that came after that.</summary>
    [Id(5)]
    public required long Unrecorded { get; init; }

    /// <summary>Where to go on.</summary>
    [Id(6)]
    public required ReportCursor Next { get; init; }
}

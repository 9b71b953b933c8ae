using FleetSim.Load.Models;
using FleetSim.Load.Quantities;

namespace FleetSim.Scenarios.Files;

/// <summary>One workload: what it does, how often, and to which hosts.</summary>
public sealed record WorkloadPlan
{
    /// <summary>Unique in its scenario; the first part of its metrics' names.</summary>
    public required string Name { get; init; }

    public required WorkloadKind Kind { get; init; }

    /// <summary>Fits into the duration of the scenario.</summary>
    public required LoadProfile Load { get; init; }

    /// <summary>How long a claim is held, or a VM lives. Null for kinds that hold nothing.</summary>
    public DurationRange? Hold { get; init; }

    /// <summary>Exponent of the Zipf law over hosts: 0 (all alike) to 3 (nearly all operations on a few).</summary>
    public required double Skew { get; init; }

    /// <summary>Driver churn: share of operations, 0 to 1, that attach a private domain; else 0.</summary>
    public double Attach { get; init; }

    /// <summary>Claim contention only.</summary>
    public ClaimThrough Through { get; init; }

    /// <summary>Claim contention only.</summary>
    public ClaimAmong Among { get; init; }

    /// <summary>VM churn and translation: what the VMs are like. Null for the other kinds.</summary>
    public VmPlan? Vm { get; init; }

    /// <summary>An operation without an answer after so long is a failure; what it holds does not count.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Open models: operations that may be unanswered at once. Closed ones have as many as users.</summary>
    public required int InFlightMax { get; init; }
}

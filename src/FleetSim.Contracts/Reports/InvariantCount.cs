using FleetSim.Model.Ownership;

namespace FleetSim.Contracts.Reports;

/// <summary>How often groups began to break an isolation invariant.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.invariant-count")]
public readonly record struct InvariantCount(
    [property: Id(0)] IsolationInvariants Invariant, [property: Id(1)] long Count);

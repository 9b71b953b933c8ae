using FleetSim.Model.Translation.Faults;

namespace FleetSim.Contracts.Reports;

/// <summary>How many requests of devices were blocked for one reason.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.fault-count")]
public readonly record struct FaultCount([property: Id(0)] FaultReason Reason, [property: Id(1)] long Count);

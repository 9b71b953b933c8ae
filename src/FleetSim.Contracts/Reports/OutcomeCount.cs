using FleetSim.Model;

namespace FleetSim.Contracts.Reports;

/// <summary>How often an operation was answered in one way.</summary>
/// <typeparam name="TOperation">The verbs of a grain.</typeparam>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.outcome-count`1")]
public readonly record struct OutcomeCount<TOperation>(
    [property: Id(0)] TOperation Operation, [property: Id(1)] Errno Outcome, [property: Id(2)] long Count)
    where TOperation : struct, Enum;

namespace FleetSim.Contracts.Declarations;

/// <summary>The fleet that a cluster holds.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.declared-generation")]
public sealed record DeclaredGeneration(
    [property: Id(0)] FleetGeneration Generation, [property: Id(1)] FleetDeclaration Declaration);

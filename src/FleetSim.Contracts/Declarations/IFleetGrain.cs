using Orleans.Concurrency;

namespace FleetSim.Contracts.Declarations;

/// <summary>What the cluster's fleet is. One a cluster, with the key <see cref="Key"/>.</summary>
[Alias("fleetsim.fleet")]
public interface IFleetGrain : IGrainWithStringKey
{
    const string Key = "fleet";

    /// <summary>Gives the cluster a fleet in place of the one it has. When it answers, every silo knows the new one and
    /// refuses calls that mean an older one.</summary>
    /// <exception cref="Model.InputException">No policy has the declared name.</exception>
    [Alias("declare")]
    Task<FleetGeneration> Declare(FleetDeclaration declaration);

    /// <summary>The fleet of the cluster; null before one was declared.</summary>
    [Alias("current")]
    [AlwaysInterleave]
    Task<DeclaredGeneration?> Current();
}

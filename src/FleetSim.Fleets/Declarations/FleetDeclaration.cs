using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;

namespace FleetSim.Fleets.Declarations;

/// <summary>A fleet as it is asked for, before any of its hosts has booted.</summary>
public sealed record FleetDeclaration
{
    /// <summary>Number of hosts, 1 to 1,000,000.</summary>
    public required int Hosts { get; init; }

    /// <summary>The kinds of host and their shares; at least one.</summary>
    public required ImmutableArray<HostShare> Mix { get; init; }

    /// <summary>Name of one of <see cref="OwnershipPolicies.All"/>.</summary>
    public required string Policy { get; init; }

    /// <summary>Decides which host is of which kind.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What outlives a silo.</summary>
    public Durability Durability { get; init; }

    /// <summary>Boots one template for each kind of the mix under the declared policy.</summary>
    /// <exception cref="InputException">No policy has that name.</exception>
    public Fleet Boot() => Boot(
        OwnershipPolicies.Find(Policy) ?? throw new InputException($"there is no policy '{Policy}'"));

    /// <summary>Boots one template for each kind of the mix.</summary>
    /// <param name="policy">Decides in place of the declared one.</param>
    public Fleet Boot(OwnershipPolicy policy) => new(
        policy, Hosts, [.. Mix.Select(share => (share.Source.Boot(policy), share.Weight))], Seed);
}

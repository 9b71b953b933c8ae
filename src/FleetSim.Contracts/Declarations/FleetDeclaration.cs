using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;

namespace FleetSim.Contracts.Declarations;

/// <summary>A fleet as it is asked for, before any of its hosts has booted.</summary>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.declaration")]
public sealed record FleetDeclaration
{
    /// <summary>Number of hosts, 1 to 1,000,000.</summary>
    [Id(0)]
    public required int Hosts { get; init; }

    /// <summary>The kinds of host and their shares; at least one.</summary>
    [Id(1)]
    public required ImmutableArray<HostShare> Mix { get; init; }

    /// <summary>Hosts are of the kinds in turn, whatever their weights; else each is drawn by weight.</summary>
    [Id(2)]
    public bool InTurn { get; init; }

    /// <summary>Name of one of <see cref="OwnershipPolicies.All"/>.</summary>
    [Id(3)]
    public required string Policy { get; init; }

    /// <summary>Decides which host is of which kind.</summary>
    [Id(4)]
    public required ulong Seed { get; init; }

    /// <summary>What outlives a silo.</summary>
    [Id(5)]
    public Durability Durability { get; init; }

    /// <summary>Groups evaluate the isolation invariants after every change.</summary>
    [Id(6)]
    public bool ChecksInvariants { get; init; } = true;

    /// <summary>Calls to groups are recorded, so that their history can be checked.</summary>
    [Id(7)]
    public bool RecordsHistory { get; init; }

    /// <summary>Boots one template for each kind of the mix under the declared policy.</summary>
    /// <exception cref="InputException">No policy has that name.</exception>
    public Fleet Boot() => Boot(
        OwnershipPolicies.Find(Policy) ?? throw new InputException($"there is no policy '{Policy}'"));

    /// <summary>Boots one template for each kind of the mix.</summary>
    /// <param name="policy">Decides in place of the declared one.</param>
    public Fleet Boot(OwnershipPolicy policy)
    {
        var templates = HostBoot.All(Mix.Select(share => share.Source), policy);
        return InTurn
            ? Fleet.InTurn(policy, Hosts, templates)
            : new Fleet(policy, Hosts, [.. templates.Zip(Mix, (template, share) => (template, share.Weight))], Seed);
    }
}

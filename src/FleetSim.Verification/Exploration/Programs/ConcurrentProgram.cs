using System.Collections.Immutable;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Exploration.Programs;

/// <summary>What is explored: one host, and actors whose operations interleave on it.</summary>
public sealed record ConcurrentProgram
{
    /// <summary>Most actors: who has acted from a state is kept in 16 bits.</summary>
    public const int ActorsMax = 16;

    public required OwnershipPolicy Policy { get; init; }

    /// <summary>The host after boot under the policy.</summary>
    public required HostTemplate Template { get; init; }

    /// <summary>Carried out one after the other before the actors begin.</summary>
    public ImmutableArray<Operation> Given { get; init; } = [];

    /// <summary>At most <see cref="ActorsMax"/>.</summary>
    public required ImmutableArray<ActorProgram> Actors { get; init; }

    /// <summary>The program's names for what the model prints as an address, <c>user-a</c> or
    /// <c>private-10</c>.</summary>
    public ImmutableSortedDictionary<string, string> Names { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

using System.Collections.Immutable;
using FleetSim.Verification.Exploration.Traces;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>What an exploration has found, and whether it was all.</summary>
public sealed record ExplorationResult
{
    /// <summary>Different states that were reached.</summary>
    public required int States { get; init; }

    /// <summary>Turns taken, also to states that were known.</summary>
    public required long Turns { get; init; }

    /// <summary>The most steps that any state needs.</summary>
    public required int Steps { get; init; }

    /// <summary>Every interleaving was tried. If not, that nothing was found means nothing.</summary>
    public required bool Exhausted { get; init; }

    /// <summary>States that were reached and not gone on from, when the search gave up.</summary>
    public required int Waiting { get; init; }

    /// <summary>Each broken invariant once, by the length of its shortest trace.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }
}

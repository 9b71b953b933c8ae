using System.Collections.Immutable;
using FleetSim.Verification.Exploration.Traces;

namespace FleetSim.Verification.Exploration.Search;

/// <summary>What random walks have found. That they found nothing proves nothing.</summary>
public sealed record WalkResult
{
    public required WalkOptions Options { get; init; }

    /// <summary>Different states that were reached.</summary>
    public required int States { get; init; }

    /// <summary>Turns taken by all walks.</summary>
    public required long Turns { get; init; }

    /// <summary>The longest walk.</summary>
    public required int LongestTurns { get; init; }

    /// <summary>Each broken invariant once, in the order in which they were met, with a shortened trace.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }
}

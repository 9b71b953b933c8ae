using System.Collections.Immutable;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Search;
using FleetSim.Verification.Exploration.Traces;

namespace FleetSim.Scenarios.Litmus;

/// <summary>What was found of a litmus test under a policy, measured by what the policy guarantees and the test
/// expects.</summary>
public sealed record LitmusVerdict
{
    public required LitmusTest Litmus { get; init; }

    public required OwnershipPolicy Policy { get; init; }

    public required int States { get; init; }

    public required long Turns { get; init; }

    /// <summary>Steps of the deepest state; of walks, turns of the longest.</summary>
    public required int Longest { get; init; }

    /// <summary>Every interleaving was tried.</summary>
    public required bool Exhausted { get; init; }

    /// <summary>States that the search had still to go on from when it gave up.</summary>
    public int Waiting { get; init; }

    /// <summary>The walks that were made instead of a search; null for a search.</summary>
    public WalkOptions? Walks { get; init; }

    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What the test expects to break; null without an expectation for the policy.</summary>
    public ImmutableArray<string>? Expected =>
        Litmus.Expected.TryGetValue(Policy.Name, out var expected) ? expected : null;

    /// <summary>A search that gave up.</summary>
    public bool IsUnfinished => Walks is null && !Exhausted;

    public bool BreaksGuarantee => Findings.Any(finding => finding.Guaranteed);

    /// <summary>All that is expected was found and nothing else. Walks need not find all.</summary>
    public bool AsExpected
    {
        get
        {
            if (Expected is not { } expected)
            {
                return true;
            }

            var found = Findings.Select(finding => finding.Invariant.Id).ToHashSet();
            return Exhausted ? found.SetEquals(expected) : found.IsSubsetOf(expected);
        }
    }

    public bool Passed => !IsUnfinished && !BreaksGuarantee && AsExpected;

    public static LitmusVerdict Of(LitmusTest litmus, OwnershipPolicy policy, ExplorationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new LitmusVerdict
        {
            Litmus = litmus,
            Policy = policy,
            States = result.States,
            Turns = result.Turns,
            Longest = result.Steps,
            Exhausted = result.Exhausted,
            Waiting = result.Waiting,
            Findings = result.Findings,
        };
    }

    public static LitmusVerdict Of(LitmusTest litmus, OwnershipPolicy policy, WalkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new LitmusVerdict
        {
            Litmus = litmus,
            Policy = policy,
            States = result.States,
            Turns = result.Turns,
            Longest = result.LongestTurns,
            Exhausted = false,
            Walks = result.Options,
            Findings = result.Findings,
        };
    }
}

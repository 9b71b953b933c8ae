using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Search;
using static FleetSim.Verification.Tests.Exploration.SmallPrograms;

namespace FleetSim.Verification.Tests.Exploration;

/// <summary>The explorer against one that shares none of its economies.</summary>
public sealed class NaiveExplorationTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var policy in OwnershipPolicies.All)
            {
                cases.Add(policy.Name, "attach and plug");
                cases.Add(policy.Name, "claim and bind");
                cases.Add(policy.Name, "two claims and an unplug");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explore_EveryTurn_ReachesTheStatesOfEverySchedule(string policy, string name)
    {
        var program = Program(name, OwnershipPolicies.Find(policy)!);

        var naive = new NaiveExploration(program);
        var result = Explorer.Explore(program, new ExplorationOptions { Reduced = false });

        Assert.Equal(naive.States.Count, result.States);
        Assert.Equal(naive.Fingerprints.Count, result.States);
        Assert.Equal(naive.Broken, Sorted(result));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Explore_Reduced_FindsWhatEveryScheduleDoes(string policy, string name)
    {
        var program = Program(name, OwnershipPolicies.Find(policy)!);

        var naive = new NaiveExploration(program);
        var result = Explorer.Explore(program);

        Assert.InRange(result.States, 1, naive.States.Count - 1);
        Assert.Equal(naive.Broken, Sorted(result));
    }

    private static IEnumerable<string> Sorted(ExplorationResult result) =>
        result.Findings.Select(finding => finding.Invariant.Id).Order(StringComparer.Ordinal);

    /// <summary>Few turns each: nothing is remembered, so every turn more multiplies the schedules.</summary>
    private static ConcurrentProgram Program(string name, OwnershipPolicy policy) => name switch
    {
        "attach and plug" => Origin(policy),
        "claim and bind" => Of(
            policy,
            size: 1,
            [Do(OperationKind.Unbind)],
            User("x", X, Do(OperationKind.Claim), Do(OperationKind.Release)),
            Kernel("admin", Do(OperationKind.Bind, 0, "e1000e"), Do(OperationKind.Dma))),
        _ => Of(
            policy,
            size: 1,
            [Do(OperationKind.Unbind)],
            User("x", X, Do(OperationKind.Claim)),
            User("y", Y, Do(OperationKind.Claim)),
            Kernel("slot", Do(OperationKind.Unplug))),
    };
}

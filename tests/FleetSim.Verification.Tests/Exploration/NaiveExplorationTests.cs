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
    public void Explore_EveryTurnOrReduced_FindsWhatEveryScheduleDoes(string policy, string name)
    {
        var program = Program(name, OwnershipPolicies.Find(policy)!);

        var naive = new NaiveExploration(program);
        var full = Explorer.Explore(program, new ExplorationOptions { Reduced = false });
        var reduced = Explorer.Explore(program);

        Assert.Equal((naive.States.Count, naive.Fingerprints.Count), (full.States, full.States));
        Assert.InRange(reduced.States, 1, full.States - 1);
        Assert.Equal(naive.Broken, Sorted(full));
        Assert.Equal(naive.Broken, Sorted(reduced));
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

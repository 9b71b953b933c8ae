using CsCheck;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.Search;
using static FleetSim.Verification.Tests.Exploration.SmallPrograms;

namespace FleetSim.Verification.Tests.Exploration;

public sealed class ReductionProperties
{
    private static readonly Gen<OwnershipPolicy> AnyPolicy =
        Gen.Int[0, OwnershipPolicies.All.Count - 1].Select(index => OwnershipPolicies.All[index]);

    private static readonly Gen<Operation> AnyOperation = Gen.Select(
        Gen.Enum<OperationKind>(), Gen.Int[0, 1]).Select(Operation);

    private static readonly Gen<Operation[]> AnyOperations = AnyOperation.Array[1, 2];

    /// <summary>Taking answers at once leaves out states, and shows all the same everything that is broken, in as few
    /// steps.</summary>
    [Fact]
    public void Explore_AnyProgram_ReducedFindsTheSameInAsManySteps() =>
        Gen.Select(AnyPolicy, AnyOperations, AnyOperations, AnyOperations).Sample(
            (policy, first, second, third) =>
            {
                var program = Of(
                    policy,
                    size: 2,
                    [],
                    User("x", X, [.. first]),
                    User("y", Y, [.. second]),
                    User("x2", X, [.. third]));

                var reduced = Explorer.Explore(program);
                var full = Explorer.Explore(program, new ExplorationOptions { Reduced = false });

                Assert.Equal(Told(full), Told(reduced));
                Assert.InRange(reduced.States, 1, full.States);
            },
            iter: 100);

    private static IEnumerable<(string Id, int Steps)> Told(ExplorationResult result) => result.Findings
        .Select(finding => (finding.Invariant.Id, finding.Trace.Length))
        .OrderBy(finding => finding.Id, StringComparer.Ordinal);

    private static Operation Operation(OperationKind kind, int card) => kind switch
    {
        OperationKind.Bind or OperationKind.Override => Do(kind, card, "e1000e"),
        OperationKind.UserAttach => UserAttach(X),
        _ => Do(kind, card),
    };
}

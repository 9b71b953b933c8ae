using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Scenarios.Tests.Litmus;

public sealed class LitmusVerdictTests
{
    private static readonly OwnershipPolicy Viability = OwnershipPolicies.Find("viability")!;

    private static readonly LitmusTest Origin = ShippedLitmusTestsTests.Read("origin");

    [Fact]
    public void Passed_OtherThanExpected_IsFalse()
    {
        var hopeful = Origin with { Expected = Origin.Expected.SetItem("viability", []) };

        var verdict = LitmusVerdict.Of(hopeful, Viability, Explorer.Explore(hopeful.Under(Viability)));

        Assert.Equal((false, false, false), (verdict.AsExpected, verdict.BreaksGuarantee, verdict.Passed));
    }

    [Fact]
    public void Passed_LessThanExpected_IsFalseForASearchAndTrueForWalks()
    {
        var mainline = OwnershipPolicies.Mainline;
        var fearful = Origin with { Expected = Origin.Expected.SetItem("mainline", ["INV-1"]) };

        var search = LitmusVerdict.Of(fearful, mainline, Explorer.Explore(fearful.Under(mainline)));
        var walks = LitmusVerdict.Of(fearful, mainline, RandomWalks.Walk(fearful.Under(mainline), new WalkOptions(3, 1)));

        Assert.Equal((false, true), (search.Passed, walks.Passed));
    }

    [Fact]
    public void Passed_NoExpectation_AsksForThePromisesOnly()
    {
        var open = Origin with { Expected = Origin.Expected.Clear() };

        var verdict = LitmusVerdict.Of(open, Viability, Explorer.Explore(open.Under(Viability)));

        Assert.Null(verdict.Expected);
        Assert.True(verdict.Passed);
    }

    [Fact]
    public void Passed_Unfinished_IsFalse()
    {
        var result = Explorer.Explore(Origin.Under(OwnershipPolicies.Mainline), new ExplorationOptions { StatesMax = 5 });

        var verdict = LitmusVerdict.Of(Origin, OwnershipPolicies.Mainline, result);

        Assert.Equal((true, false), (verdict.IsUnfinished, verdict.Passed));
    }
}

using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Search;
using static FleetSim.Verification.Tests.Exploration.SmallPrograms;

namespace FleetSim.Verification.Tests.Exploration;

public sealed class RandomWalksTests
{
    private static readonly OwnershipPolicy Viability = OwnershipPolicies.Find("viability")!;

    [Fact]
    public void Walk_SizeCheckThenHotplug_FindsTheShortestTraceAfterShortening()
    {
        var walk = RandomWalks.Walk(Origin(Viability), new WalkOptions(50, Seed: 7));

        var shortest = Explorer.Explore(Origin(Viability)).Findings[0];
        var found = walk.Findings.Single(finding => finding.Invariant.Id == "INV-3");
        Assert.Equal(shortest.Trace.Select(step => step.ToString()), found.Trace.Select(step => step.ToString()));
    }

    [Fact]
    public void Walk_SameSeed_IsTheSameWalk()
    {
        var once = RandomWalks.Walk(Origin(Viability), new WalkOptions(20, Seed: 3));
        var again = RandomWalks.Walk(Origin(Viability), new WalkOptions(20, Seed: 3));

        Assert.Equal((once.States, once.Turns), (again.States, again.Turns));
        Assert.Equal(once.Findings.Select(Text), again.Findings.Select(Text));

        static string Text(Verification.Exploration.Traces.Finding finding) => string.Join('\n', finding.Trace);
    }

    [Fact]
    public void Walk_Enough_ReachesNoStateThatTheSearchDoesNot()
    {
        var walk = RandomWalks.Walk(Origin(OwnershipPolicies.Mainline), new WalkOptions(500, Seed: 1));

        Assert.Equal(Explorer.Explore(Origin(OwnershipPolicies.Mainline)).States, walk.States);
        Assert.Empty(walk.Findings);
    }

    [Fact]
    public void Walk_LimitOfTurns_EndsThere()
    {
        var walk = RandomWalks.Walk(Origin(OwnershipPolicies.Mainline), new WalkOptions(10, Seed: 1, TurnsMax: 2));

        Assert.Equal((20, 2), (walk.Turns, walk.LongestTurns));
    }
}

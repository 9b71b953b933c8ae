using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;
using static FleetSim.Verification.Tests.History.Devices;
using static FleetSim.Verification.Tests.History.Histories;

namespace FleetSim.Verification.Tests.History;

/// <summary>A policy stops a host with one group; all its groups say so from then on.</summary>
public sealed class HostStopTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Find("viability")!;
    private static readonly GroupRecord Free = Group(Policy, 1);

    private static readonly GroupOperation Claim =
        new(GroupCall.ClaimGroup(A), 10, 20, new GroupReply(Errno.None, Epoch: 1, Version: 2));

    private static readonly GroupOperation Stop = new(
        GroupCall.Bind(Device(0), Ordinary), 30, 40, new GroupReply(Errno.None, 1, Panicked: true, Version: 3));

    private static readonly GroupOperation Down =
        new(GroupCall.ClaimGroup(B), 35, 45, new GroupReply(Errno.EHOSTDOWN));

    [Fact]
    public void Check_DownWhileOrAfterTheStop_IsLinearizable()
    {
        Assert.True(Check(Policy, Free, Claim, Stop, Down).IsLinearizable);
        Assert.True(Check(Policy, Free, Claim, Stop, Down with { Start = 50, End = 60 }).IsLinearizable);
    }

    [Fact]
    public void Check_DownOfAnotherGroup_IsLinearizable() =>
        Assert.Empty(OfTwoGroups([Claim, Stop], [Down]).Problems);

    [Fact]
    public void Check_DownThatNothingStopped_Fires()
    {
        var problem = Assert.Single(OfTwoGroups([Claim], [Down]).Problems);

        Assert.Equal((3, 8), (problem.Host, problem.Group));
        Assert.Equal("found its host down, which nothing had stopped", problem.Sentence);
    }

    [Fact]
    public void Check_DownBeforeTheStop_Fires() => Assert.Single(
        Check(Policy, Free, Claim, Stop, Down with { Start = 22, End = 29 }).Problems);

    [Fact]
    public void Check_DownAfterAStopThatMayHaveHappened_IsLinearizable() =>
        Assert.True(Check(Policy, Free, Claim, WithoutAnswer(Stop), Down).IsLinearizable);

    [Fact]
    public void Check_DecisionAfterTheStop_Fires()
    {
        var late = new GroupOperation(
            GroupCall.ClaimGroup(B), 41, 50, new GroupReply(Errno.None, Epoch: 1, Version: 2));

        var problem = Assert.Single(OfTwoGroups([Claim, Stop], [late]).Problems);

        Assert.Equal((8, "decided after its host was stopped"), (problem.Group, problem.Sentence));
        Assert.Empty(OfTwoGroups([Claim, Stop], [late with { Start = 39 }]).Problems);
    }

    private static HistoryVerdict OfTwoGroups(GroupOperation[] one, GroupOperation[] other) =>
        new HistoryChecker(Policy, (_, _) => Free).Check(
            Recorded(new GroupHistory(3, 7, one), new GroupHistory(3, 8, other)));
}

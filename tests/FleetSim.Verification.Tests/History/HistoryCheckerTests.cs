using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;
using static FleetSim.Verification.Tests.History.Devices;
using static FleetSim.Verification.Tests.History.Histories;

namespace FleetSim.Verification.Tests.History;

/// <summary>Small histories in which the checker must fire, and what it then shows.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Mainline;
    private static readonly GroupRecord Free = Group(Policy, 1);

    [Fact]
    public void Check_TwoOwners_ShowsTheSecondClaimAndTheFirst()
    {
        var verdict = Check(
            Policy,
            Free,
            Claim(A, 10, 20, new GroupReply(Errno.None, Epoch: 1, Version: 2)),
            Claim(B, 15, 30, new GroupReply(Errno.None, Epoch: 2, Version: 3)));

        var problem = Assert.Single(verdict.Problems);
        Assert.Equal((3, 7), (problem.Host, problem.Group));
        Assert.Equal("gave an answer that mainline does not allow", problem.Sentence);
        Assert.Equal(
            [
                "after       10.000 ..      20.000 ms  ClaimGroup by user-a: granted (epoch 1, version 2)",
                "the group has members 0000:01:00.0, claimed by user-a, domain blocking, epoch 1, version 2",
                "      15.000 ..      30.000 ms  ClaimGroup by user-b: granted (epoch 2, version 3); "
                    + "the model: EPERM (epoch 1, version 2)",
            ],
            problem.Window);
    }

    [Fact]
    public void Check_TwoOwnersWithoutVersions_ShowsBothClaims()
    {
        var verdict = Check(
            Policy,
            Free,
            Claim(A, 10, 20, new GroupReply(Errno.None, Epoch: 1)),
            Claim(B, 15, 30, new GroupReply(Errno.None, Epoch: 2)));

        var problem = Assert.Single(verdict.Problems);
        Assert.Equal("gave 2 answers that mainline does not allow in any order", problem.Sentence);
        Assert.Equal(3, problem.Window.Count);
    }

    [Fact]
    public void Check_AnswersSwapped_Fires()
    {
        var granted = new GroupReply(Errno.None, Epoch: 1);
        var refused = new GroupReply(Errno.EPERM, Epoch: 1);

        Assert.True(Check(Policy, Free, Claim(A, 10, 20, granted), Claim(B, 21, 30, refused)).IsLinearizable);
        Assert.False(Check(Policy, Free, Claim(A, 10, 20, refused), Claim(B, 21, 30, granted)).IsLinearizable);
        Assert.True(Check(Policy, Free, Claim(A, 10, 22, refused), Claim(B, 21, 30, granted)).IsLinearizable);
    }

    [Fact]
    public void Check_LostRelease_FiresUnlessItMayHaveHappened()
    {
        var first = Claim(A, 10, 20, new GroupReply(Errno.None, Epoch: 1));
        var release = new GroupOperation(GroupCall.ReleaseGroup(A, 1), 30, 40, new GroupReply(Errno.None, Epoch: 2));
        var second = Claim(B, 50, 60, new GroupReply(Errno.None, Epoch: 3));

        Assert.True(Check(Policy, Free, first, release, second).IsLinearizable);
        Assert.False(Check(Policy, Free, first, second).IsLinearizable);
        Assert.True(Check(Policy, Free, first, WithoutAnswer(release), second).IsLinearizable);
        Assert.False(Check(Policy, Free, first, WithoutAnswer(release) with { Start = 61 }, second).IsLinearizable);
    }

    [Fact]
    public void Check_Unanswered_NeedNotHaveHappened()
    {
        var lost = WithoutAnswer(Claim(A, 10, 20, default));
        var later = Claim(B, 50, 60, new GroupReply(Errno.None, Epoch: 1, Version: 2));

        var verdict = Check(Policy, Free, lost, later);

        Assert.True(verdict.IsLinearizable);
        Assert.Equal((2, 1), (verdict.Operations, verdict.Unanswered));
    }

    /// <summary>An answer that tells a version from before something that had ended when it was asked.</summary>
    [Fact]
    public void Check_AnswerFromThePast_Fires()
    {
        var claim = Claim(A, 10, 20, new GroupReply(Errno.None, Epoch: 1, Version: 2));
        var stale = new GroupOperation(
            GroupCall.ClaimGroup(B), 21, 30, new GroupReply(Errno.None, Epoch: 1, Version: 2));
        var unbind = new GroupOperation(
            GroupCall.Unbind(Device(0)), 21, 30, new GroupReply(Errno.ENODEV, Epoch: 0, Version: 1));

        Assert.False(Check(Policy, Free, claim, stale).IsLinearizable);
        Assert.False(Check(Policy, Free, claim, unbind).IsLinearizable);
        Assert.True(Check(Policy, Free, claim, unbind with { Start = 19 }).IsLinearizable);
    }

    /// <summary>A policy that lets a second user in answers for itself; the rules that bear its name do not.</summary>
    [Fact]
    public void Check_PolicyReplacedByABrokenOne_Fires()
    {
        var group = new SequentialGroup(new BrokenPolicy(), Free);
        GroupOperation[] operations =
        [
            Claim(A, 10, 20, group.Execute(GroupCall.ClaimGroup(A))!.Value),
            Claim(B, 30, 40, group.Execute(GroupCall.ClaimGroup(B))!.Value),
        ];

        Assert.True(Check(new BrokenPolicy(), Free, operations).IsLinearizable);
        Assert.False(Check(Policy, Free, operations).IsLinearizable);
    }

    [Fact]
    public void Check_RetryAnsweredAlike_IsOneOperation()
    {
        var id = new OperationId(5);
        var granted = new GroupReply(Errno.None, Epoch: 1, Version: 2);
        var first = Claim(A, 10, 20, granted) with { Call = GroupCall.ClaimGroup(A) with { Id = id } };

        Assert.True(Check(Policy, Free, first, first with { Start = 30, End = 40 }).IsLinearizable);
        Assert.True(Check(Policy, Free, WithoutAnswer(first), first with { Start = 30, End = 40 }).IsLinearizable);
    }

    [Fact]
    public void Check_RetryAnsweredOtherwise_Fires()
    {
        var id = new OperationId(5);
        var first = Claim(A, 10, 20, new GroupReply(Errno.None, Epoch: 1, Version: 2)) with
        {
            Call = GroupCall.ClaimGroup(A) with { Id = id },
        };
        var retry = first with { Start = 30, End = 40, Reply = new GroupReply(Errno.EPERM, Epoch: 1, Version: 2) };

        var problem = Assert.Single(Check(Policy, Free, first, retry).Problems);

        Assert.Equal("answered a retry otherwise than the call", problem.Sentence);
        Assert.Equal(2, problem.Window.Count);
    }

    [Fact]
    public void Check_LongHistoryThatFailsInTheMiddle_ShowsAShortWindow()
    {
        var operations = new List<GroupOperation>();
        var group = new SequentialGroup(Policy, Free);
        for (var i = 0; i < 3_000; i++)
        {
            var call = i % 2 == 0 ? GroupCall.ClaimGroup(A) : GroupCall.ReleaseGroup(A);
            operations.Add(new GroupOperation(call, 10 * i, (10 * i) + 5, group.Execute(call)!.Value));
        }

        var answer = operations[1_501].Reply!.Value;
        operations[1_501] = operations[1_501] with { Reply = answer with { Errno = Errno.EBUSY } };

        var problem = Assert.Single(Check(Policy, Free, operations).Problems);
        Assert.Equal(
            [
                "after    15000.000 ..   15005.000 ms  ClaimGroup by user-a: granted (epoch 1501, version 1502)",
                "the group has members 0000:01:00.0, claimed by user-a, domain blocking, epoch 1501, version 1502",
                "   15010.000 ..   15015.000 ms  ReleaseGroup by user-a: EBUSY (epoch 1502, version 1503); "
                    + "the model: granted (epoch 1502, version 1503)",
            ],
            problem.Window);
    }

    private static GroupOperation Claim(OwnerCookie owner, long start, long end, GroupReply reply) =>
        new(GroupCall.ClaimGroup(owner), start, end, reply);

    private sealed class BrokenPolicy : MainlinePolicy
    {
        public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
            group.IsClaimed ? group.ClaimedBy(owner, null) : base.ClaimGroup(group, owner);
    }
}

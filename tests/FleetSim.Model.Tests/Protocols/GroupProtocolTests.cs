using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Protocols;

public sealed class GroupProtocolTests
{
    private const int Number = 3;

    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Mainline;

    public static TheoryData<string> Policies => [.. OwnershipPolicies.All.Select(policy => policy.Name)];

    [Fact]
    public void Begin_Claim_IsCommittedBeforeTheUnitIsTold()
    {
        var record = new GroupRecord(OfSize(Policy, 2), 1);

        var move = GroupProtocol.Begin(Policy, Number, record, GroupCall.ClaimGroup(X));
        var end = GroupProtocol.Next(move.Record, new UnitReply(2));

        Assert.Equal(X, move.Record.State.Claimant);
        Assert.Equal(new UnitOrder("dmar0", new UnitCall(Number, Domain.Blocking)), move.Call);
        Assert.Null(end.Call);
        Assert.Null(end.Record.Step);
        Assert.Equal(new GroupReply(Errno.None, Epoch: 1, Version: 1), end.Reply);
    }

    [Theory]
    [InlineData(GroupVerb.ReleaseGroup)]
    [InlineData(GroupVerb.ReleaseDevice)]
    [InlineData(GroupVerb.Leave)]
    public void Begin_WhatTakesAway_IsCommittedAfterTheUnitHasFlushed(GroupVerb verb)
    {
        var free = OfSize(Policy, 1);
        var claim = verb == GroupVerb.ReleaseGroup
            ? Policy.ClaimGroup(free, X)
            : Policy.ClaimDevice(free, Device(0), X);
        var record = new GroupRecord(claim.Granted(), 1);
        var call = verb switch
        {
            GroupVerb.ReleaseGroup => GroupCall.ReleaseGroup(X),
            GroupVerb.ReleaseDevice => GroupCall.ReleaseDevice(Device(0), X),
            _ => GroupCall.Leave(Device(0)),
        };

        var move = GroupProtocol.Begin(Policy, Number, record, call);
        var end = GroupProtocol.Next(move.Record, new UnitReply(1));

        Assert.Same(record.State, move.Record.State);
        Assert.NotNull(move.Call);
        Assert.Equal(OwnerCookie.None, end.Record.State.Claimant);
        Assert.Equal(new GroupReply(Errno.None, end.Record.State.Epoch, Version: 1), end.Reply);
    }

    /// <summary>The version grows when the change is committed, over all lives of the number.</summary>
    [Fact]
    public void Begin_Changes_EachGrowTheVersionByOne()
    {
        var record = new GroupRecord(OfSize(Policy, 1), 1, Version: 5);

        var claim = GroupProtocol.Begin(Policy, Number, record, GroupCall.ClaimGroup(X));
        var claimed = GroupProtocol.Next(claim.Record, new UnitReply(1));
        var leave = GroupProtocol.Begin(Policy, Number, claimed.Record, GroupCall.Leave(Device(0)));
        var left = GroupProtocol.Next(leave.Record, new UnitReply(1));
        var join = GroupProtocol.Begin(Policy, Number, left.Record, GroupCall.Join(Member(1), 2));

        Assert.Equal(
            [6UL, 6UL, 6UL, 7UL, 8UL],
            new[] { claim, claimed, leave, left, join }.Select(move => move.Record.Version));
        Assert.Equal((6UL, 7UL), (claimed.Reply.Version, left.Reply.Version));
    }

    [Fact]
    public void Begin_NothingChanges_TellsTheVersionThatItSaw()
    {
        var record = new GroupRecord(Policy.ClaimGroup(OfSize(Policy, 1), X).Granted(), 1, Version: 5);

        var refused = GroupProtocol.Begin(Policy, Number, record, GroupCall.ClaimGroup(Y));
        var late = GroupProtocol.Begin(Policy, Number, record, GroupCall.ReleaseGroup(X, epoch: 9));

        Assert.Equal((5UL, 5UL), (refused.Reply.Version, late.Reply.Version));
        Assert.Equal((record, record), (refused.Record, late.Record));
    }

    [Fact]
    public void Begin_InTheMiddleOfACall_IsABrokenInvariant()
    {
        var record = new GroupRecord(OfSize(Policy, 2), 1);
        var busy = GroupProtocol.Begin(Policy, Number, record, GroupCall.ClaimGroup(X)).Record;

        Assert.Throws<InvariantViolationException>(
            () => GroupProtocol.Begin(Policy, Number, busy, GroupCall.ClaimGroup(Y)));
    }

    [Fact]
    public void Begin_LateEpochOrIncarnation_IsEnodevAndChangesNothing()
    {
        var record = new GroupRecord(Policy.ClaimGroup(OfSize(Policy, 2), X).Granted(), 2);

        var late = GroupProtocol.Begin(Policy, Number, record, GroupCall.ReleaseGroup(X, epoch: 7));
        var earlier = GroupProtocol.Begin(
            Policy, Number, record, GroupCall.ReleaseGroup(X) with { Incarnation = 1 });

        Assert.Equal(new GroupMove(record, null, new GroupReply(Errno.ENODEV, Epoch: 1)), late);
        Assert.Equal(late, earlier);
    }

    /// <summary>Epochs of two groups may be equal, so an epoch alone does not tell whose claim is meant.</summary>
    [Fact]
    public void Begin_EpochOfAnotherUser_IsEnodevAndChangesNothing()
    {
        var record = new GroupRecord(Policy.ClaimGroup(OfSize(Policy, 2), X).Granted(), 1);

        var late = GroupProtocol.Begin(Policy, Number, record, GroupCall.ReleaseGroup(Y, epoch: 1));

        Assert.Equal(new GroupMove(record, null, new GroupReply(Errno.ENODEV, Epoch: 1)), late);
    }

    [Fact]
    public void Next_MembersOfTwoUnits_AnswersWhenTheLastUnitHas()
    {
        var record = new GroupRecord(Of(Policy, Member(0), Member(1) with { Unit = "dmar1" }), 1);

        var first = GroupProtocol.Begin(Policy, Number, record, GroupCall.ClaimGroup(X));
        var second = GroupProtocol.Next(first.Record, new UnitReply(1));
        var end = GroupProtocol.Next(second.Record, new UnitReply(1));

        Assert.Equal(["dmar0", "dmar1", null], new[] { first, second, end }.Select(move => move.Call?.Unit));
        Assert.Equal(new GroupReply(Errno.None, Epoch: 1, Version: 1), end.Reply);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Begin_EmptyGroup_IsEnodevForEverythingButAJoin(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        GroupCall[] calls =
        [
            GroupCall.Leave(Device(0)),
            GroupCall.Bind(Device(0), Ordinary),
            GroupCall.Unbind(Device(0)),
            GroupCall.ClaimGroup(X),
            GroupCall.ReleaseGroup(X),
            GroupCall.ClaimDevice(Device(0), X),
            GroupCall.ReleaseDevice(Device(0), X),
            GroupCall.AttachDevice(Device(0), P),
            GroupCall.DetachDevice(Device(0), P),
            GroupCall.AttachGroup(Device(0), P),
            GroupCall.AttachGroup(X, PrivateOf(X)),
            GroupCall.DetachGroup(Device(0)),
            GroupCall.DetachGroup(X),
            GroupCall.AttachPasid(1, P),
            GroupCall.DetachPasid(1),
        ];

        foreach (var call in calls)
        {
            Assert.Equal(
                new GroupMove(GroupRecord.Empty, null, new GroupReply(Errno.ENODEV)),
                GroupProtocol.Begin(policy, Number, GroupRecord.Empty, call));
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Begin_DeviceThatIsNoMember_IsEnodev(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var record = new GroupRecord(OfSize(policy, 1), 1);

        foreach (var call in new[]
        {
            GroupCall.AttachGroup(Device(9), P),
            GroupCall.DetachGroup(Device(9)),
            GroupCall.DetachDevice(Device(9), P),
            GroupCall.ReleaseDevice(Device(9), X),
        })
        {
            Assert.Equal(
                new GroupMove(record, null, new GroupReply(Errno.ENODEV)),
                GroupProtocol.Begin(policy, Number, record, call));
        }
    }

    /// <summary>
    /// A group that its last device leaves is revoked: first the owner's domain goes, then its claim.
    /// </summary>
    [Theory]
    [MemberData(nameof(Policies))]
    public void Leave_LastClaimedDevice_TheOwnerHearsEnodevFromThenOn(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        foreach (var claim in new[] { GroupCall.ClaimGroup(X), GroupCall.ClaimDevice(Device(0), X) })
        {
            var (record, claimed) = Run(policy, new GroupRecord(OfSize(policy, 1), 1), claim);
            (record, _) = Run(policy, record, GroupCall.AttachGroup(X, PrivateOf(X), claimed.Epoch));

            var (empty, left) = Run(policy, record, GroupCall.Leave(Device(0)));
            var (_, late) = Run(policy, empty, GroupCall.ReleaseGroup(X, claimed.Epoch));

            Assert.Equal((Errno.None, false), (left.Errno, left.Warned));
            Assert.Equal(GroupState.Empty with { Epoch = empty.State.Epoch }, empty.State);
            Assert.Equal(Errno.ENODEV, late.Errno);
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Leave_LastDeviceLevelClaim_OtherMembersGetTheDefaultDomainBack(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var (record, _) = Run(policy, new GroupRecord(OfSize(policy, 2), 1), GroupCall.ClaimDevice(Device(0), X));
        (record, _) = Run(policy, record, GroupCall.AttachGroup(X, PrivateOf(X)));
        (record, _) = Run(policy, record, GroupCall.AttachPasid(1, P2));

        var (left, reply) = Run(policy, record, GroupCall.Leave(Device(0)));

        Assert.Equal((Errno.None, false), (reply.Errno, reply.Warned));
        Assert.Equal((OwnerCookie.None, 0, Domain.Default), (left.State.Claimant, left.State.Count, left.State.Domain));
        Assert.False(left.State.HasPasids);
    }

    [Theory]
    [InlineData("mainline")]
    [InlineData("strict")]
    public void Leave_OneOfTwoDeviceLevelClaims_TheOwnerKeepsTheGroup(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var (record, _) = Run(policy, new GroupRecord(OfSize(policy, 2), 1), GroupCall.ClaimDevice(Device(0), X));
        (record, _) = Run(policy, record, GroupCall.ClaimDevice(Device(1), X));
        (record, _) = Run(policy, record, GroupCall.AttachGroup(X, PrivateOf(X)));

        var (left, _) = Run(policy, record, GroupCall.Leave(Device(0)));

        Assert.Equal((X, 1, PrivateOf(X)), (left.State.Claimant, left.State.Count, left.State.Domain));
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Leave_NestedClaimsOfOneDevice_AllAreReturned(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var (record, _) = Run(policy, new GroupRecord(OfSize(policy, 2), 1), GroupCall.ClaimDevice(Device(0), X));
        (record, _) = Run(policy, record, GroupCall.ClaimDevice(Device(0), X));

        var (left, reply) = Run(policy, record, GroupCall.Leave(Device(0)));

        Assert.Equal((Errno.None, false), (reply.Errno, reply.Warned));
        Assert.Equal((OwnerCookie.None, 0, Domain.Default), (left.State.Claimant, left.State.Count, left.State.Domain));
    }

    /// <summary>Epochs go on where the last life of the number ended.</summary>
    [Fact]
    public void Leave_LastClaimedDevice_ItsClaimIsLateInTheNextLifeToo()
    {
        var (record, _) = Run(Policy, GroupRecord.Empty, GroupCall.Join(Member(0), 1));
        (record, var earlier) = Run(Policy, record, GroupCall.ClaimGroup(X));
        (record, _) = Run(Policy, record, GroupCall.Leave(Device(0)));
        (record, _) = Run(Policy, record, GroupCall.Join(Member(0), 2));
        (record, _) = Run(Policy, record, GroupCall.ClaimGroup(X));

        var (kept, late) = Run(Policy, record, GroupCall.ReleaseGroup(X, earlier.Epoch));

        Assert.Equal((Errno.ENODEV, X), (late.Errno, kept.State.Claimant));
    }

    [Fact]
    public void Join_NextIncarnation_NeedsTheGroupToBeEmpty()
    {
        var (record, _) = Run(Policy, GroupRecord.Empty, GroupCall.Join(Member(0), 1));
        var (left, _) = Run(Policy, record, GroupCall.Leave(Device(0)));
        var (again, _) = Run(Policy, left, GroupCall.Join(Member(0), 2));

        Assert.Equal((1, 2), (record.Incarnation, again.Incarnation));
        Assert.Throws<InvariantViolationException>(() => Run(Policy, again, GroupCall.Join(Member(1), 3)));
    }

    private static (GroupRecord Record, GroupReply Reply) Run(
        OwnershipPolicy policy, GroupRecord record, GroupCall call)
    {
        var move = GroupProtocol.Begin(policy, Number, record, call);
        while (move.Call is not null)
        {
            move = GroupProtocol.Next(move.Record, default);
        }

        return (move.Record, move.Reply);
    }
}

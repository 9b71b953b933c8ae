using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>Variant A, up to v5.18: <c>reference/ownership.md</c> section 2.</summary>
public sealed class ViabilityPolicyTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Find("viability")!;

    [Fact]
    public void AttachDevice_TestsGroupThenSizeThenDomain()
    {
        var one = OfSize(Policy, 1);
        var two = OfSize(Policy, 2);
        var attached = Policy.AttachDevice(one, Device(0), P).Granted();

        Assert.Equal(P, attached.Domain);
        Assert.Equal(Verdict.Refused(two, Errno.ENODEV), Policy.AttachDevice(two, Device(9), P));
        Assert.Equal(Verdict.Refused(two, Errno.EINVAL), Policy.AttachDevice(two, Device(0), P));
        Assert.Equal(Verdict.Refused(attached, Errno.EBUSY), Policy.AttachDevice(attached, Device(0), P2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AttachGroup_AnyNumberOfKernelDrivers_Succeeds(int drivers)
    {
        var group = Bound(OfSize(Policy, 2), drivers);

        var attached = Policy.AttachGroup(group, Device(0), OwnerCookie.None, P).Granted();

        Assert.Equal((P, P), (attached.AttachmentOf(RidOf(0)), attached.AttachmentOf(RidOf(1))));
        Assert.Equal(
            Verdict.Refused(attached, Errno.EBUSY), Policy.AttachGroup(attached, Device(1), OwnerCookie.None, P2));
    }

    [Fact]
    public void DetachDevice_GroupOfOne_GoesBackToTheDefaultDomain()
    {
        var attached = Policy.AttachDevice(OfSize(Policy, 1), Device(0), P).Granted();

        Assert.Equal(Domain.Default, Policy.DetachDevice(attached, Device(0), P).Granted().Domain);
    }

    [Fact]
    public void DetachDevice_GroupOfTwo_WarnsAndDoesNothing()
    {
        var attached = Policy.AttachGroup(OfSize(Policy, 2), Device(0), OwnerCookie.None, P).Granted();

        Assert.Equal(Verdict.Warning(attached), Policy.DetachDevice(attached, Device(0), P));
        Assert.Equal(Domain.Default, Policy.DetachGroup(attached, Device(0), OwnerCookie.None).Granted().Domain);
    }

    [Fact]
    public void Bind_WhateverIsAttached_Succeeds()
    {
        var attached = Policy.AttachGroup(OfSize(Policy, 2), Device(0), OwnerCookie.None, P).Granted();

        var bound = Policy.Bind(attached, Device(1), Ordinary).Granted();

        Assert.Equal(Ordinary, bound.Member(Device(1))!.Driver);
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("pci-stub", false, true)]
    [InlineData("vfio-pci", false, true)]
    [InlineData("e1000e", false, false)]
    [InlineData("pcieport", false, false)]
    [InlineData("pcieport", true, true)]
    [InlineData("e1000e", true, true)]
    public void IsViable_EveryMemberHasAnAcceptableDriver(string? driver, bool bridge, bool viable)
    {
        var member = Member(1) with
        {
            IsBridge = bridge,
            Driver = driver is null ? null : DriverCatalogue.Standard.Find(driver),
        };
        var group = Of(Policy, Member(0), member);

        Assert.Equal(viable, ViabilityPolicy.IsViable(group));
        Assert.Equal(!viable, Policy.IsHeld(group));
        Assert.Equal(viable ? Errno.None : Errno.EINVAL, Policy.ClaimGroup(group, X).Refusal);
        Assert.Equal(viable ? Errno.None : Errno.EINVAL, Policy.ClaimDevice(group, Device(0), X).Refusal);
    }

    [Fact]
    public void ClaimDevice_OpenedBefore_NestsForItsUserOnly()
    {
        var claimed = Policy.ClaimDevice(OfSize(Policy, 2), Device(0), X).Granted();

        var again = Policy.ClaimDevice(claimed, Device(1), X).Granted();

        Assert.Equal((X, 2, Domain.Private(0, X)), (again.Claimant, again.Count, again.Domain));
        Assert.Equal(Verdict.Refused(again, Errno.EBUSY), Policy.ClaimDevice(again, Device(1), Y));
        Assert.Equal(Verdict.Refused(again, Errno.EBUSY), Policy.ClaimGroup(again, X));
    }

    [Fact]
    public void Release_LastUser_DetachesTheContainersDomain()
    {
        var claimed = Policy.ClaimDevice(OfSize(Policy, 2), Device(0), X).Granted();
        var twice = Policy.ClaimDevice(claimed, Device(1), X).Granted();

        var once = Policy.ReleaseDevice(twice, Device(0), X).Granted();
        var free = Policy.ReleaseDevice(once, Device(1), X).Granted();

        Assert.Equal(X, once.Claimant);
        Assert.Equal((OwnerCookie.None, 0, Domain.Default), (free.Claimant, free.Count, free.Domain));
        Assert.Equal(Verdict.Warning(free), Policy.ReleaseDevice(free, Device(0), X));
        Assert.Equal(Verdict.Warning(free), Policy.ReleaseGroup(free, X));
    }

    [Fact]
    public void Claim_PrivateDomainAttached_IsEbusyBeforeViability()
    {
        var group = Policy.AttachGroup(Bound(OfSize(Policy, 2), 1), Device(0), OwnerCookie.None, P).Granted();

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), Policy.ClaimGroup(group, X));
    }

    [Theory]
    [InlineData("e1000e", false, true)]
    [InlineData("uio_pci_generic", false, true)]
    [InlineData("pcieport", false, true)]
    [InlineData("pcieport", true, false)]
    [InlineData("pci-stub", false, false)]
    [InlineData("vfio-pci", false, false)]
    public void Bind_GroupInUse_PanicsUnlessTheGroupStaysViable(string driver, bool bridge, bool panics)
    {
        var claimed = Policy.ClaimGroup(Of(Policy, Member(0), Member(1) with { IsBridge = bridge }), X).Granted();

        var verdict = Policy.Bind(claimed, Device(1), DriverCatalogue.Standard.Find(driver)!);

        Assert.Equal((Errno.None, panics), (verdict.Refusal, verdict.Panicked));
    }

    [Fact]
    public void Join_GroupInUse_WarnsOnly()
    {
        var claimed = Policy.ClaimGroup(OfSize(Policy, 1), X).Granted();

        var verdict = Policy.Join(claimed, Member(1));

        Assert.Equal((Errno.None, true), (verdict.Refusal, verdict.Warned));
        Assert.Equal(Domain.Default, verdict.Next.AttachmentOf(RidOf(1)));
    }

    /// <summary>The trace of 2.3, step by step.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HotAddAfterAttach_TheSizeIsForgotten_MembersUseTwoDomains(bool alias)
    {
        var probed = Policy.Bind(OfSize(Policy, 1), Device(0), Ordinary).Granted();
        var attached = Policy.AttachDevice(probed, Device(0), P).Granted();
        var newcomer = Member(1) with { Rids = alias ? [RidOf(0)] : [RidOf(1)] };

        var added = Policy.Join(attached, newcomer).Granted();
        var bound = Policy.Bind(added, Device(1), Ordinary).Granted();

        Assert.Equal(P, bound.Domain);
        Assert.Equal(alias ? Domain.Default : P, bound.AttachmentOf(RidOf(0)));
        Assert.Equal(Domain.Default, bound.AttachmentOf(newcomer.Rids[0]));
    }

    /// <summary>The tests of 2.4, here and under the merged rules.</summary>
    [Theory]
    [InlineData("viability", false)]
    [InlineData("mainline", true)]
    [InlineData("strict", true)]
    public void BindAfterHotAdd_IsWhereTheRulesDiffer(string name, bool refused)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var probed = policy.Bind(OfSize(policy, 1), Device(0), Ordinary).Granted();
        var attached = policy.AttachDevice(probed, Device(0), P).Granted();
        var added = policy.Join(attached, Member(1)).Granted();
        var claimed = policy.ClaimGroup(OfSize(policy, 2), X).Granted();

        Assert.Equal(refused ? Errno.EBUSY : Errno.None, policy.Bind(added, Device(1), Ordinary).Refusal);
        Assert.Equal(refused ? Errno.EBUSY : Errno.None, policy.Bind(claimed, Device(1), Ordinary).Refusal);
        Assert.Equal(!refused, policy.Bind(claimed, Device(1), Ordinary).Panicked);
    }

    private static GroupState Bound(GroupState group, int drivers) =>
        Enumerable.Range(0, drivers).Aggregate(group, (state, i) => Policy.Bind(state, Device(i), Ordinary).Granted());
}

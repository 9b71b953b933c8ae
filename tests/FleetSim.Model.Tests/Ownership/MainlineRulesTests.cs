using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>Order of tests, attaching, hot-plug, holes and PASIDs: <c>reference/ownership.md</c> 4.3 to 4.10.</summary>
public sealed class MainlineRulesTests
{
    private static readonly OwnershipPolicy Policy = OwnershipPolicies.Mainline;
    private static readonly OwnershipPolicy Policy61 = OwnershipPolicies.Find("mainline-6.1")!;

    // 4.3: the order of tests.

    [Theory]
    [InlineData("FREE")]
    [InlineData("FREE-P")]
    [InlineData("K(1)")]
    [InlineData("UB(X,1)")]
    [InlineData("K(1)+pasid")]
    public void Claim_WithoutCookie_WarnsBeforeAnyOtherTest(string state)
    {
        var group = CookieStates.Make(Policy, state, 2);

        var byGroup = Policy.ClaimGroup(group, OwnerCookie.None);
        var byStranger = Policy.ClaimDevice(group, Device(9), OwnerCookie.None);

        Assert.Equal(Verdict.Warning(group, Errno.EINVAL), byGroup);
        Assert.Equal(Verdict.Warning(group, Errno.EINVAL), byStranger);
    }

    [Theory]
    [InlineData("FREE")]
    [InlineData("K(1)")]
    [InlineData("UB(X,1)")]
    public void ClaimDevice_NotAMember_IsEnodevBeforeTheCountIsLookedAt(string state)
    {
        var group = CookieStates.Make(Policy, state, 2);

        Assert.Equal(Verdict.Refused(group, Errno.ENODEV), Policy.ClaimDevice(group, Device(9), X));
    }

    [Fact]
    public void ClaimGroup_DirectMappingMember_IsEinvalAfterTheBlockingDomainIsThere()
    {
        var group = Of(Policy, Member(0), Member(1) with { RequiresDirectMapping = true });

        var verdict = Policy.ClaimGroup(group, X);

        Assert.Equal(Verdict.Refused(group with { BlockingAllocated = true }, Errno.EINVAL), verdict);
    }

    [Fact]
    public void ClaimGroup_DirectMappingMemberUnderAPrivateDomain_IsEbusyFirst()
    {
        var direct = Of(Policy, Member(0) with { RequiresDirectMapping = true });
        var group = Policy.AttachDevice(direct, Device(0), P).Granted();

        Assert.Equal(Verdict.Refused(group, Errno.EBUSY), Policy.ClaimGroup(group, X));
    }

    [Fact]
    public void AttachDevice_NotAMember_IsEnodevBeforeTheSizeIsCounted()
    {
        var group = OfSize(Policy, 2);

        Assert.Equal(Verdict.Refused(group, Errno.ENODEV), Policy.AttachDevice(group, Device(9), P));
    }

    [Fact]
    public void AttachDevice_TwoMembersUnderAPrivateDomain_IsEinvalFirst()
    {
        var group = CookieStates.Make(Policy, "KP(1)", 2);

        Assert.Equal(Verdict.Refused(group, Errno.EINVAL), Policy.AttachDevice(group, Device(0), P2));
    }

    // 4.4: what attaching does.

    [Theory]
    [InlineData("K(1)")]
    [InlineData("UB(X,1)")]
    public void DetachGroup_AlreadyThere_LeavesTheHardwareUntouched(string state)
    {
        var group = CookieStates.Make(Policy, state, 2);

        var after = Policy.DetachGroup(group, null, X).Granted();

        Assert.Empty(AttachmentOrders.Between(7, group, after));
    }

    [Fact]
    public void ClaimGroup_MembersOfTwoUnits_OrdersEachUnitOnce()
    {
        var group = Of(Policy, Member(0), Member(1) with { Unit = "dmar1" }, Member(2));

        var orders = AttachmentOrders.Between(7, group, Policy.ClaimGroup(group, X).Granted());

        var call = new UnitCall(7, Domain.Blocking);
        Assert.Equal([new UnitOrder("dmar0", call), new UnitOrder("dmar1", call)], orders);
    }

    [Fact]
    public void ReleaseGroup_UnderTheOwnersDomain_EveryMemberIsOnTheDefaultDomain()
    {
        var group = CookieStates.Make(Policy, "UP(X,1)", 2);

        var free = Policy.ReleaseGroup(group, X).Granted();

        Assert.Equal(Domain.Default, free.AttachmentOf(RidOf(0)));
        Assert.Equal(Domain.Default, free.AttachmentOf(RidOf(1)));
        Assert.All(free.Members, member => Assert.Equal(0, member.Claims));
    }

    [Fact]
    public void ReleaseDevice_DomainAttachedThroughADevice_TheDeviceForgetsIt()
    {
        var claimed = CookieStates.Make(Policy, "UB(X,1)", 1);
        var attached = Policy.AttachDevice(claimed, Device(0), PrivateOf(X)).Granted();

        var free = Policy.ReleaseDevice(attached, Device(0), X).Granted();

        Assert.Equal(Domain.None, free.Members[0].Attached);
    }

    // 4.7: hot-plug.

    [Theory]
    [InlineData("FREE", "default", "0 K(1)")]
    [InlineData("FREE-P", "private-1", "0 KP(1)")]
    [InlineData("K(1)", "default", "0 K(2)")]
    [InlineData("KP(1)", "private-1", "EBUSY KP(1)")]
    [InlineData("UB(X,1)", "blocking", "EBUSY UB(X,1)")]
    [InlineData("UP(X,1)", "private-3(user-a)", "EBUSY UP(X,1)")]
    public void Join_ThenBind_NewcomerIsOnTheCurrentDomain(string state, string domain, string bind)
    {
        var group = CookieStates.Make(Policy, state, 1);

        var joined = Policy.Join(group, Member(1)).Granted();

        Assert.Equal(state, CookieStates.Name(joined));
        Assert.Equal(domain, joined.AttachmentOf(RidOf(1)).ToString());
        Assert.Equal(group.Domain, joined.AttachmentOf(RidOf(0)));
        Assert.Equal(bind, Outcome(Policy.Bind(joined, Device(1), Ordinary), CookieStates.Name));
        Assert.Equal($"0 {state}", Outcome(Policy.Bind(joined, Device(1), Stub), CookieStates.Name));
    }

    [Theory]
    [InlineData("FREE", "default", "0 K(1)")]
    [InlineData("FREE-P", "default", "0 KP(1)")]
    [InlineData("K(1)", "default", "0 K(2)")]
    [InlineData("KP(1)", "default", "EBUSY KP(1)")]
    [InlineData("UB(X,1)", "blocking", "EBUSY UB(X,1)")]
    [InlineData("UP(X,1)", "private-3(user-a)", "EBUSY UP(X,1)")]
    public void Join_Mainline61_NewcomerEndsOnTheDefaultDomainUnlessAUserOwns(string state, string domain, string bind)
    {
        var group = CookieStates.Make(Policy61, state, 1);

        var joined = Policy61.Join(group, Member(1)).Granted();

        Assert.Equal(domain, joined.AttachmentOf(RidOf(1)).ToString());
        Assert.Equal(group.Domain, joined.AttachmentOf(RidOf(0)));
        Assert.Equal(bind, Outcome(Policy61.Bind(joined, Device(1), Ordinary), CookieStates.Name));
    }

    [Fact]
    public void Join_Mainline61SharedRequesterId_TheNewcomerTakesTheMemberAlong()
    {
        var group = CookieStates.Make(Policy61, "KP(1)", 1);

        var joined = Policy61.Join(group, Member(1) with { Rids = [RidOf(0), RidOf(1)] }).Granted();

        Assert.Equal(Domain.Default, joined.AttachmentOf(RidOf(0)));
    }

    [Theory]
    [InlineData("FREE", "0 FREE")]
    [InlineData("K(1)", "0 K(1)")]
    [InlineData("KP(1)", "0 KP(1)")]
    [InlineData("UB(X,1)", "EINVAL UB(X,1)")]
    [InlineData("UP(X,1)", "EINVAL UP(X,1)")]
    public void Join_DirectMappingNewcomer_IsRefusedByAnOwnedGroup(string state, string expected)
    {
        var group = CookieStates.Make(Policy, state, 1);

        var verdict = Policy.Join(group, Member(1) with { RequiresDirectMapping = true });

        Assert.Equal(expected, Outcome(verdict, CookieStates.Name));
        Assert.Equal(verdict.Granted ? 2 : 1, verdict.Next.Members.Length);
    }

    [Fact]
    public void Join_PasidsAttached_AreNotReplayed()
    {
        var group = CookieStates.Make(Policy, "K(1)+pasid", 1);

        var joined = Policy.Join(group, Member(1)).Granted();

        Assert.Same(group.Pasids, joined.Pasids);
        Assert.Equal(Domain.Default, joined.AttachmentOf(RidOf(1)));
    }

    [Fact]
    public void Join_FirstMember_IsOnTheDefaultDomain() =>
        Assert.Equal("0 FREE", Outcome(Policy.Join(GroupState.Empty, Member(0)), CookieStates.Name));

    // 4.8: hot-unplug.

    [Theory]
    [InlineData("FREE", "0 EMPTY")]
    [InlineData("FREE-P", "WARN EMPTY")]
    [InlineData("K(1)", "WARN EMPTY")]
    [InlineData("UB(X,1)", "WARN EMPTY")]
    public void Leave_LastMember_WarnsUnlessTheGroupIsFree(string state, string expected)
    {
        var group = CookieStates.Make(Policy, state, 1);

        var verdict = Policy.Leave(group, Device(0));

        Assert.Equal(expected, Outcome(verdict, CookieStates.Name));
        Assert.False(verdict.Next.BlockingAllocated);
        Assert.Equal(group.Epoch + 1, verdict.Next.Epoch);
    }

    [Theory]
    [InlineData("K(1)")]
    [InlineData("KP(1)")]
    [InlineData("UB(X,2)")]
    [InlineData("UP(X,1)")]
    public void Leave_OneOfTwo_ChangesNeitherOwnerNorCountNorDomain(string state)
    {
        var group = CookieStates.Make(Policy, state, 2);

        Assert.Equal($"0 {state}", Outcome(Policy.Leave(group, Device(1)), CookieStates.Name));
    }

    // 4.9: the residual holes.

    [Fact]
    public void AttachGroup_TwoKernelDrivers_BothLoseTheDefaultDomain() // H-1
    {
        var group = CookieStates.Make(Policy, "K(2)", 2);

        var attached = Policy.AttachGroup(group, Device(0), OwnerCookie.None, P).Granted();

        Assert.Equal("KP(2)", CookieStates.Name(attached));
        Assert.Equal(P, attached.AttachmentOf(RidOf(1)));
    }

    [Fact]
    public void Bind_AttachedWithoutAClaim_IsAccepted() // H-2
    {
        var group = CookieStates.Make(Policy, "FREE-P", 2);

        Assert.Equal("0 KP(1)", Outcome(Policy.Bind(group, Device(1), Ordinary), CookieStates.Name));
    }

    [Fact]
    public void DetachDevice_AfterHotAdd_WarnsAndTheDomainStays() // H-3
    {
        var group = Policy.Join(CookieStates.Make(Policy, "KP(1)", 1), Member(1)).Granted();

        Assert.Equal("WARN KP(1)", Outcome(Policy.DetachDevice(group, Device(0), P), CookieStates.Name));
    }

    [Fact]
    public void Release_ByAStranger_IsGranted() // H-5
    {
        var group = CookieStates.Make(Policy, "UB(X,1)", 2);

        var byGroup = Policy.ReleaseGroup(group, Y);
        var byDevice = Policy.ReleaseDevice(group, Device(1), Y);

        Assert.Equal("0 FREE", Outcome(byGroup, CookieStates.Name));
        Assert.Equal("0 FREE", Outcome(byDevice, CookieStates.Name));
        Assert.Equal(X, byGroup.Next.Claimant);
    }

    // 4.10: PASIDs.

    [Theory]
    [InlineData(0u, Errno.EINVAL)]
    [InlineData(1u, Errno.EBUSY)]
    [InlineData(2u, Errno.None)]
    [InlineData(15u, Errno.None)]
    [InlineData(16u, Errno.EINVAL)]
    public void AttachPasid_TestsNumberThenUse(uint pasid, Errno expected)
    {
        var group = Of(
            Policy,
            Member(0) with { PasidLimit = 32 },
            Member(1) with { PasidLimit = 16 },
            Member(2) with { PasidLimit = 0 });
        group = Policy.AttachPasid(group, 1, P).Granted();

        var verdict = Policy.AttachPasid(group, pasid, P2);

        Assert.Equal(expected, verdict.Refusal);
        Assert.Equal(expected == Errno.None ? 2 : 1, verdict.Next.Pasids!.Count);
    }

    [Theory]
    [InlineData("FREE")]
    [InlineData("KP(1)")]
    [InlineData("UB(X,1)")]
    [InlineData("UP(X,1)")]
    public void AttachPasid_LooksNeitherAtOwnerNorCount(string state)
    {
        var group = CookieStates.Make(Policy, state, 1);

        var attached = Policy.AttachPasid(group, 1, P2).Granted();
        var detached = Policy.DetachPasid(attached, 1).Granted();

        Assert.Equal(state + "+pasid", CookieStates.Name(attached));
        Assert.Equal(state, CookieStates.Name(detached));
    }

    [Fact]
    public void DetachPasid_NotAttached_IsGranted() =>
        Assert.Equal("0 FREE", Outcome(Policy.DetachPasid(OfSize(Policy, 1), 4), CookieStates.Name));

    [Theory]
    [InlineData("viability")]
    [InlineData("enum-v1")]
    [InlineData("tag")]
    [InlineData("user-domain")]
    [InlineData("private-domain")]
    public void AttachPasid_OlderRules_IsEopnotsupp(string name)
    {
        var policy = OwnershipPolicies.Find(name)!;
        var group = OfSize(policy, 1);

        Assert.Equal(Verdict.Refused(group, Errno.EOPNOTSUPP), policy.AttachPasid(group, 1, P));
        Assert.Equal(Verdict.Refused(group, Errno.EOPNOTSUPP), policy.DetachPasid(group, 1));
    }

    [Fact]
    public void Find_EveryNameOfTheDesign_IsAPolicy()
    {
        var names = ImmutableArray.Create(
            "viability", "enum-v1", "tag", "user-domain", "private-domain", "mainline-6.1", "mainline", "strict");

        Assert.Equal(names, OwnershipPolicies.All.Select(policy => policy.Name));
        Assert.All(names, name => Assert.Equal(name, OwnershipPolicies.Find(name)!.Name));
        Assert.Null(OwnershipPolicies.Find("none"));
    }

    [Fact]
    public void Epoch_GrowsWithEveryChangeOfTheClaimantOnly()
    {
        var free = OfSize(Policy, 2);
        var once = Policy.ClaimDevice(free, Device(0), X).Granted();
        var twice = Policy.ClaimDevice(once, Device(1), X).Granted();
        var released = Policy.ReleaseDevice(twice, Device(0), X).Granted();
        var gone = Policy.ReleaseDevice(released, Device(1), X).Granted();

        Assert.Equal([0UL, 1UL, 1UL, 1UL, 2UL], [free.Epoch, once.Epoch, twice.Epoch, released.Epoch, gone.Epoch]);
    }

    [Fact]
    public void ReleaseDevice_GroupClaimLeft_TheClaimantStays()
    {
        var claimed = Policy.ClaimGroup(OfSize(Policy, 1), X).Granted();
        var twice = Policy.ClaimDevice(claimed, Device(0), X).Granted();

        var released = Policy.ReleaseDevice(twice, Device(0), X).Granted();

        Assert.Equal((X, 1, 1, 1UL), (released.Claimant, released.GroupClaims, released.Count, released.Epoch));
    }

    // The type of the default domain.

    [Theory]
    [InlineData("FREE", Errno.None)]
    [InlineData("K(1)", Errno.EPERM)]
    [InlineData("UB(X,1)", Errno.EPERM)]
    public void SetType_HeldByAnyone_IsEperm(string state, Errno expected)
    {
        var group = CookieStates.Make(Policy, state, 2) with
        {
            Type = DefaultDomainType.Dma,
            Iommu = HostIommu.Of(IommuKind.Intel, ""),
        };

        Assert.Equal(expected, Policy.SetType(group, "identity").Refusal);
    }
}

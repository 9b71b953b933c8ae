using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Tests.Invariants;

public sealed class IsolationCheckerTests
{
    private static readonly Driver Ordinary = new() { Name = "e1000e" };
    private static readonly OwnerCookie User = new(0xa);
    private static readonly OwnerCookie OtherUser = new(0xb);
    private static readonly Domain P = Domain.Private(1);
    private static readonly Domain P2 = Domain.Private(2);
    private static readonly Domain OfUser = Domain.Private(3, User);

    /// <summary>Two driverless devices on the default domain.</summary>
    private static readonly GroupState Free = new()
    {
        Members = [Member(0), Member(1)],
        Domain = Domain.Default,
    };

    private static readonly GroupState Claimed = Free with { Claimant = User, Domain = Domain.Blocking };

    [Fact]
    public void Broken_Empty_IsNone() => Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(GroupState.Empty));

    [Fact]
    public void Broken_LegalStates_AreSilent()
    {
        GroupState[] legal =
        [
            Free,
            With(Free, Ordinary),
            With(Free, Ordinary, Ordinary),
            With(Free, KnownDrivers.VfioPci, Ordinary),
            Attached(With(Free, Ordinary)),
            Claimed,
            Claimed with { Domain = Domain.None },
            Claimed with { Domain = OfUser },
            With(Claimed, KnownDrivers.VfioPci, KnownDrivers.PciStub),
        ];

        Assert.All(legal, group => Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(group)));
    }

    [Fact]
    public void NoUserBesideKernelDriver_KernelDriverInAClaimedGroup_Fires() =>
        Fires(
            IsolationInvariants.NoUserBesideKernelDriver | IsolationInvariants.KernelDriverKeepsItsDomain,
            With(Claimed, Ordinary),
            legal: With(Claimed, KnownDrivers.PciStub));

    [Fact]
    public void OneDomain_Stray_Fires() =>
        Fires(
            IsolationInvariants.OneDomain | IsolationInvariants.UnheldIsDefault,
            Stray(Free, 1, P),
            legal: Stray(Free, 1, Domain.Default));

    [Fact]
    public void OneDomain_NewcomerOffItsSiblingsPrivateDomain_Fires() =>
        Fires(
            IsolationInvariants.OneDomain,
            Stray(Attached(With(Free, Ordinary)), 1, Domain.Default),
            legal: Attached(With(Free, Ordinary)));

    [Fact]
    public void ClaimedIsApart_DefaultDomain_Fires() =>
        Fires(IsolationInvariants.ClaimedIsApart, Claimed with { Domain = Domain.Default }, legal: Claimed);

    [Fact]
    public void ClaimedIsApart_DomainOfAnotherUserOrOfAKernelDriver_Fires()
    {
        Fires(
            IsolationInvariants.ClaimedIsApart,
            Claimed with { Domain = Domain.Private(3, OtherUser) },
            legal: Claimed with { Domain = OfUser });
        Fires(IsolationInvariants.ClaimedIsApart, Claimed with { Domain = P }, legal: Claimed);
    }

    [Fact]
    public void NewcomerStaysApart_StrayOnTheDefaultDomain_Fires() =>
        Fires(
            IsolationInvariants.OneDomain | IsolationInvariants.NewcomerStaysApart,
            Stray(Claimed, 1, Domain.Default),
            legal: Stray(Claimed, 1, Domain.Blocking));

    [Fact]
    public void NewcomerStaysApart_StrayElsewhere_IsSilent() =>
        Assert.Equal(IsolationInvariants.OneDomain, IsolationChecker.Broken(Stray(Claimed, 1, OfUser)));

    [Fact]
    public void KernelDriverKeepsItsDomain_SiblingsRequesterIdOnAPrivateDomain_Fires() =>
        Fires(
            IsolationInvariants.OneDomain | IsolationInvariants.KernelDriverKeepsItsDomain,
            Stray(With(Free, Ordinary), 1, P),
            legal: With(Free, Ordinary));

    [Fact]
    public void KernelDriverKeepsItsDomain_OwnRequesterIdBlocked_Fires() =>
        Fires(
            IsolationInvariants.KernelDriverKeepsItsDomain,
            With(Free, Ordinary) with { Domain = Domain.Blocking },
            legal: With(Free, Ordinary));

    [Fact]
    public void KernelDriverKeepsItsDomain_SharedRequesterIdTakenToTheDefaultDomain_Fires()
    {
        var attached = Attached(With(Free, Ordinary));

        Fires(
            IsolationInvariants.OneDomain | IsolationInvariants.KernelDriverKeepsItsDomain,
            Stray(attached, 0, Domain.Default),
            legal: attached);
    }

    [Fact]
    public void KernelDriverKeepsItsDomain_AttachedDomainLostToAll_Fires()
    {
        var attached = Attached(With(Free, Ordinary));

        Fires(
            IsolationInvariants.KernelDriverKeepsItsDomain,
            attached with { Domain = Domain.Default },
            legal: attached);
    }

    [Fact]
    public void DirectMappingKept_BlockedOrClaimed_Fires()
    {
        var direct = Free with { Members = [Member(0), Member(1) with { RequiresDirectMapping = true }] };

        Fires(
            IsolationInvariants.DirectMappingKept,
            direct with { Claimant = User, Domain = OfUser },
            legal: direct);
        Fires(
            IsolationInvariants.DirectMappingKept | IsolationInvariants.OneDomain | IsolationInvariants.UnheldIsDefault,
            Stray(direct, 1, Domain.Blocking),
            legal: direct);
    }

    [Fact]
    public void DirectMappingKept_AnotherMemberBlocked_IsSilent()
    {
        var direct = Free with { Members = [Member(0), Member(1) with { RequiresDirectMapping = true }] };

        Assert.Equal(
            IsolationInvariants.OneDomain | IsolationInvariants.UnheldIsDefault,
            IsolationChecker.Broken(Stray(direct, 0, Domain.Blocking)));
    }

    [Fact]
    public void PrivateDomainIsUnshared_TwoKernelDrivers_Fires() =>
        Fires(
            IsolationInvariants.PrivateDomainIsUnshared,
            Attached(With(Free, Ordinary, Ordinary)),
            legal: Attached(With(Free, Ordinary, KnownDrivers.PciStub)));

    [Fact]
    public void UnheldIsDefault_PrivateDomainWithoutAHolder_Fires() =>
        Fires(IsolationInvariants.UnheldIsDefault, With(Free, KnownDrivers.VfioPci) with { Domain = P }, legal: Free);

    [Fact]
    public void PrivateDomainIsItsDrivers_AttachedByAnother_Fires()
    {
        var bound = With(Free, Ordinary, KnownDrivers.PciStub);

        Fires(
            IsolationInvariants.PrivateDomainIsItsDrivers,
            bound with { Domain = P, Members = bound.Members.SetItem(1, bound.Members[1] with { Attached = P }) },
            legal: Attached(bound));
        Fires(
            IsolationInvariants.PrivateDomainIsItsDrivers,
            Attached(bound) with { Domain = P2 },
            legal: Attached(bound));
    }

    /// <summary>The hot-plug trace of the rules up to v5.18 (<c>reference/ownership.md</c> 2.3).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Broken_HotAddAfterAttachUnderViability_FiresInv3ThenInv5(byte newcomersRid)
    {
        var policy = OwnershipPolicies.Find("viability")!;
        var newcomer = Member(1) with { Rids = [new Rid(newcomersRid, 0)] };

        var probed = policy.Bind(policy.Join(GroupState.Empty, Member(0)).Next, Member(0).Device, Ordinary).Next;
        var attached = policy.AttachDevice(probed, Member(0).Device, P).Next;
        var added = policy.Join(attached, newcomer).Next;
        var bound = policy.Bind(added, newcomer.Device, Ordinary).Next;

        Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(probed));
        Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(attached));
        Assert.True(IsolationChecker.Broken(added).HasFlag(IsolationInvariants.OneDomain));
        Assert.True(IsolationChecker.Broken(bound).HasFlag(
            IsolationInvariants.OneDomain | IsolationInvariants.KernelDriverKeepsItsDomain));
    }

    /// <summary>The bind that makes VFIO's notifier stop the machine leaves a user beside a kernel driver.</summary>
    [Fact]
    public void Broken_BindInAGroupInUseUnderViability_FiresInv1()
    {
        var policy = OwnershipPolicies.Find("viability")!;
        var claimed = policy.ClaimGroup(Free, User).Next;

        var verdict = policy.Bind(claimed, Member(1).Device, Ordinary);

        Assert.True(verdict.Panicked);
        Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(claimed));
        Assert.Equal(IsolationInvariants.NoUserBesideKernelDriver, IsolationChecker.Broken(verdict.Next));
    }

    [Fact]
    public void Broken_AnyShape_AllocatesNothing()
    {
        GroupState[] groups = [Free, Claimed, Stray(With(Claimed, Ordinary), 1, P), Attached(With(Free, Ordinary, Ordinary))];
        var broken = Check(groups);

        var before = GC.GetAllocatedBytesForCurrentThread();
        broken |= Check(groups);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(IsolationInvariants.None, broken);
    }

    [Fact]
    public void Info_NamesEveryFlagOnce()
    {
        var all = InvariantCatalogue.Isolation;

        Assert.Equal(IsolationInvariants.All, all.Aggregate(IsolationInvariants.None, (sum, info) => sum | info.Isolation));
        Assert.Equal(all.Length, all.Select(info => info.Isolation).Distinct().Count());
        Assert.Equal(
            ["INV-1", "INV-3", "INV-4", "INV-5", "INV-17", "INV-24", "INV-15", "INV-16", "INV-8", "INV-9", "INV-25"],
            all.Select(info => info.Id));
        Assert.All(all, info => Assert.EndsWith(".", info.Sentence, StringComparison.Ordinal));
    }

    private static IsolationInvariants Check(GroupState[] groups)
    {
        var broken = IsolationInvariants.None;
        foreach (var group in groups)
        {
            broken |= IsolationChecker.Broken(group);
        }

        return broken;
    }

    private static void Fires(IsolationInvariants expected, GroupState group, GroupState legal)
    {
        Assert.Equal(expected, IsolationChecker.Broken(group));
        Assert.Equal(IsolationInvariants.None, IsolationChecker.Broken(legal));
    }

    private static GroupMember Member(byte index) => new()
    {
        Device = new PciAddress(0, index, 0),
        Rids = [new Rid(index, 0)],
        Unit = "dmar0",
    };

    private static GroupState With(GroupState group, params ImmutableArray<Driver> drivers)
    {
        for (var i = 0; i < drivers.Length; i++)
        {
            group = group.WithMember(group.Members[i] with { Driver = drivers[i] });
        }

        return group;
    }

    /// <summary>The driver of the first device has attached a private domain to the whole group.</summary>
    private static GroupState Attached(GroupState group) =>
        group.WithMember(group.Members[0] with { Attached = P }) with { Domain = P };

    private static GroupState Stray(GroupState group, byte index, Domain domain) =>
        group with { Strays = [new RidAttachment(new Rid(index, 0), domain)] };
}

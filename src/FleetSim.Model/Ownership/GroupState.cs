using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership;

/// <summary>One IOMMU group: what can be observed of it, and what its ownership policy remembers.</summary>
/// <remarks>
/// Observed are members, their drivers, who claimed, and where each requester id is attached. <see cref="Kind"/>,
/// <see cref="Owner"/> and <see cref="Count"/> are the policy's own fields; each policy says what they mean to it.
/// Source: struct iommu_group, drivers/iommu/iommu.c; <c>reference/ownership.md</c> sections 2.1, 3.1, 4.1.
/// </remarks>
public sealed record GroupState
{
    /// <summary>A group without members.</summary>
    public static GroupState Empty { get; } = new();

    /// <summary>Members in the order in which they joined.</summary>
    public ImmutableArray<GroupMember> Members { get; init; } = [];

    /// <summary>What the group says all its members are attached to.</summary>
    public Domain Domain { get; init; }

    /// <summary>Requester ids that are attached to something else than <see cref="Domain"/>. Empty where INV-3
    /// holds.</summary>
    public ImmutableArray<RidAttachment> Strays { get; init; } = [];

    /// <summary>The user whose claim was granted and who has not let go; none when there is none.</summary>
    public OwnerCookie Claimant { get; init; }

    /// <summary>Group-level claims of <see cref="Claimant"/>. Device-level ones are counted by the members.</summary>
    public int GroupClaims { get; init; }

    /// <summary>Type of the default domain, chosen when the group was formed; null when the rules allow none.</summary>
    public DefaultDomainType? Type { get; init; }

    public OwnerKind Kind { get; init; }

    public OwnerCookie Owner { get; init; }

    public int Count { get; init; }

    /// <summary>The blocking domain exists: allocated by the first claim, kept until the group is empty.</summary>
    public bool BlockingAllocated { get; init; }

    /// <summary>Domains attached to single PASIDs; null when there is none.</summary>
    public ImmutableSortedDictionary<uint, Domain>? Pasids { get; init; }

    /// <summary>Grows with every change of <see cref="Claimant"/>; whoever acts on an old epoch is too late.</summary>
    public ulong Epoch { get; init; }

    /// <summary>
    /// What the host's IOMMU allows for the type of the default domain; null in a group that never was.
    /// </summary>
    public HostIommu? Iommu { get; init; }

    /// <summary>The open VFIO group file; null while there is none.</summary>
    public VfioGroupFile? Vfio { get; init; }

    public bool IsEmpty => Members.IsEmpty;

    /// <summary>All members are translated by the same unit; true of an empty group.</summary>
    public bool HasOneUnit
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Unit != Members[0].Unit)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public bool HasPasids => Pasids is { Count: > 0 };

    public bool IsClaimed => !Claimant.IsNone;

    /// <summary>Index of a member; -1 for a device that is not one.</summary>
    public int IndexOf(PciAddress device)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Members[i].Device == device)
            {
                return i;
            }
        }

        return -1;
    }

    public GroupMember? Member(PciAddress device) => IndexOf(device) is >= 0 and var index ? Members[index] : null;

    /// <summary>Members with an ordinary driver, which uses the kernel DMA API.</summary>
    public int KernelDrivers()
    {
        var count = 0;
        foreach (var member in Members)
        {
            count += member.UsesKernelDma ? 1 : 0;
        }

        return count;
    }

    /// <summary>Where a requester id of the group is attached.</summary>
    public Domain AttachmentOf(Rid rid)
    {
        foreach (var stray in Strays)
        {
            if (stray.Rid == rid)
            {
                return stray.Domain;
            }
        }

        return Domain;
    }

    public GroupState WithMember(GroupMember changed) =>
        this with { Members = Members.SetItem(IndexOf(changed.Device), changed) };

    /// <summary>All members on one domain.</summary>
    public GroupState AttachedTo(Domain domain) => this with { Domain = domain, Strays = [] };

    /// <summary>One member on a domain, whatever the group says; requester ids it shares with others move with
    /// it.</summary>
    public GroupState WithMemberAttachedTo(GroupMember member, Domain domain)
    {
        var strays = Strays.RemoveAll(stray => member.Rids.Contains(stray.Rid));
        if (domain != Domain)
        {
            strays = strays.AddRange(member.Rids.Select(rid => new RidAttachment(rid, domain)));
        }

        return this with { Strays = strays };
    }

    /// <summary>The claim is there: facts only, the policy's fields are the policy's.</summary>
    public GroupState ClaimedBy(OwnerCookie owner, PciAddress? device)
    {
        var index = device is { } one ? IndexOf(one) : -1;
        return this with
        {
            Claimant = IsClaimed ? Claimant : owner,
            Epoch = IsClaimed ? Epoch : Epoch + 1,
            Members = index < 0
                ? Members
                : Members.SetItem(index, Members[index] with { Claims = Members[index].Claims + 1 }),
            GroupClaims = index < 0 ? GroupClaims + 1 : GroupClaims,
        };
    }

    /// <summary>One device-level claim less; the claimant is gone with its last claim. A stranger's release takes
    /// nothing.</summary>
    public GroupState ReleasedBy(OwnerCookie owner, PciAddress device)
    {
        if (owner != Claimant || Member(device) is not { Claims: > 0 } member)
        {
            return this;
        }

        var released = WithMember(member with { Claims = member.Claims - 1 });
        var left = released.GroupClaims > 0 || released.Members.Any(m => m.Claims > 0);
        return left ? released : released.Unclaimed();
    }

    /// <summary>One group-level claim less.</summary>
    public GroupState ReleasedOnceBy(OwnerCookie owner)
    {
        if (owner != Claimant || GroupClaims == 0)
        {
            return this;
        }

        return GroupClaims == 1 && Members.All(member => member.Claims == 0)
            ? Unclaimed()
            : this with { GroupClaims = GroupClaims - 1 };
    }

    /// <summary>All claims of an owner are gone.</summary>
    public GroupState ReleasedWhollyBy(OwnerCookie owner) => owner == Claimant && IsClaimed ? Unclaimed() : this;

    private GroupState Unclaimed()
    {
        var members = Members;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Claims > 0)
            {
                members = members.SetItem(i, members[i] with { Claims = 0 });
            }
        }

        return this with { Members = members, Claimant = OwnerCookie.None, GroupClaims = 0, Epoch = Epoch + 1 };
    }
}

/// <summary>Who a policy thinks owns the group. Policies use the values that their rules know.</summary>
public enum OwnerKind : byte
{
    None,
    Kernel,
    User,

    /// <summary>A kernel driver that shares with nobody (draft of 18 November 2021).</summary>
    PrivateDomain,
}

using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>The merged rules, as in v6.5 to v6.12: an owner cookie and a count.</summary>
/// <remarks>
/// <see cref="GroupState.Owner"/> is the cookie, <see cref="GroupState.Count"/> counts bound kernel DMA drivers while
/// there is no owner and nested claims while there is one. "Kernel" is a count without an owner. Source:
/// drivers/iommu/iommu.c; <c>reference/ownership.md</c> sections 4.1 to 4.10. Deviation: the reset fence of the 7.0 era
/// (4.12), deferred attach of a kdump kernel (4.11) and replacing a domain by another (4.2) are not modelled.
/// </remarks>
public class MainlinePolicy : OwnershipPolicy
{
    public override string Name => "mainline";

    public override IsolationInvariants Guarantees => IsolationInvariants.Mainline;

    public override PolicyRefusals Refusals { get; } = new() { Claim = [Errno.EPERM, Errno.EBUSY, Errno.EINVAL] };

    public override bool IsOfRecentKernel => true;

    /// <inheritdoc/>
    /// <returns>
    /// In test order: <see cref="Errno.EINVAL"/> without a cookie; <see cref="Errno.EPERM"/> while anyone holds the
    /// group; <see cref="Errno.EBUSY"/> while a private domain or a PASID is attached; <see cref="Errno.EINVAL"/> when
    /// a member requires a direct mapping. Else the group is on its blocking domain.
    /// </returns>
    public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
        group.Count > 0 && !owner.IsNone ? Verdict.Refused(group, Errno.EPERM) : FirstClaim(group, owner, device: null);

    /// <inheritdoc/>
    public override Verdict ClaimDevice(GroupState group, PciAddress device, OwnerCookie owner)
    {
        if (owner.IsNone)
        {
            return Verdict.Warning(group, Errno.EINVAL);
        }

        if (group.IndexOf(device) < 0)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (group.Count == 0)
        {
            return FirstClaim(group, owner, device);
        }

        return group.Owner == owner
            ? Checked(group.ClaimedBy(owner, device) with { Count = group.Count + 1 })
            : Verdict.Refused(group, Errno.EPERM);
    }

    /// <summary>Drops all claims at once, whoever calls: hole H-5.</summary>
    public override Verdict ReleaseGroup(GroupState group, OwnerCookie owner) =>
        group.Count == 0 || group.Owner.IsNone || group.HasPasids
            ? Verdict.Warning(group)
            : Checked(Freed(group).ReleasedWhollyBy(owner));

    /// <inheritdoc/>
    public override Verdict ReleaseDevice(GroupState group, PciAddress device, OwnerCookie owner)
    {
        if (group.Count > 1)
        {
            return Checked((group with { Count = group.Count - 1 }).ReleasedBy(owner, device));
        }

        return group.Count == 0 || group.Owner.IsNone || group.HasPasids
            ? Verdict.Warning(group)
            : Checked(Freed(group).ReleasedBy(owner, device));
    }

    /// <summary>Tests the size of the group now, and never again: what keeps it true is the test at bind.</summary>
    public override Verdict AttachDevice(GroupState group, PciAddress device, Domain domain)
    {
        if (group.IndexOf(device) < 0)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        return group.Members.Length != 1
            ? Verdict.Refused(group, Errno.EINVAL)
            : AttachGroup(group, device, OwnerCookie.None, domain);
    }

    /// <inheritdoc/>
    public override Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain) =>
        group.Domain.Kind == DomainKind.Private
            ? Verdict.Refused(group, Errno.EBUSY)
            : Checked(WithAttacher(group.AttachedTo(domain), device, domain));

    /// <summary>Has the size test too: after a hot-add the driver that attached cannot detach (hole H-3).</summary>
    public override Verdict DetachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.Members.Length != 1 || group.Domain != domain
            ? Verdict.Warning(group)
            : DetachGroup(group, device, OwnerCookie.None);

    /// <inheritdoc/>
    public override Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller) =>
        Checked(WithoutAttachers(group).AttachedTo(CoreDomain(group)));

    /// <inheritdoc/>
    /// <returns>
    /// In test order: <see cref="Errno.EINVAL"/> for PASID 0 or one past the limit of a capable member;
    /// <see cref="Errno.EBUSY"/> when it is used. Owner and count are not looked at.
    /// </returns>
    public override Verdict AttachPasid(GroupState group, uint pasid, Domain domain)
    {
        if (pasid == 0 || group.Members.Any(member => member.PasidLimit > 0 && pasid >= member.PasidLimit))
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        var pasids = group.Pasids ?? ImmutableSortedDictionary<uint, Domain>.Empty;
        return pasids.ContainsKey(pasid)
            ? Verdict.Refused(group, Errno.EBUSY)
            : group with { Pasids = pasids.Add(pasid, domain) };
    }

    /// <inheritdoc/>
    public override Verdict DetachPasid(GroupState group, uint pasid) =>
        group with { Pasids = group.Pasids?.Remove(pasid) };

    /// <inheritdoc/>
    /// <returns><see cref="Errno.EBUSY"/> if somebody else holds the group in a way that does not share. A count of 0
    /// skips the test: hole H-2.</returns>
    protected override Verdict UseDefaultDomain(GroupState group) =>
        group.Count > 0 && (group.Domain != Domain.Default || !group.Owner.IsNone || group.HasPasids)
            ? Verdict.Refused(group, Errno.EBUSY)
            : group with { Count = group.Count + 1 };

    /// <inheritdoc/>
    protected override Verdict UnuseDefaultDomain(GroupState group, GroupMember member) =>
        group.Count == 0 || group.HasPasids
            ? Verdict.Warning(group)
            : group with { Count = group.Count - 1 };

    /// <summary>The current domain, in the same critical section that adds the member (v6.5 and later).</summary>
    protected override Domain DomainForNewcomer(GroupState group) => group.Domain;

    /// <summary>
    /// While a user owns the group, whatever domain it is on: its members go to the blocking one sooner or later
    /// (INV-17).
    /// </summary>
    /// <remarks>
    /// Deviation: the kernel refuses it on the blocking domain only; a newcomer that joins a user's private domain
    /// stays there, with a WARN, when the user detaches.
    /// </remarks>
    protected override bool RefusesDirectMapping(GroupState group) => !group.Owner.IsNone;

    /// <summary>Where members go that have nothing else attached: decided by the owner, not by the count.</summary>
    protected static Domain CoreDomain(GroupState group) => group.Owner.IsNone ? Domain.Default : Domain.Blocking;

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require(next.Owner.IsNone || next.Count >= 1, "INV-2");
        Invariant.Require(next.Owner.IsNone || next.Domain.Kind != DomainKind.Default, "INV-4");
        Invariant.Require(next.Domain.Kind != DomainKind.Blocking || next.BlockingAllocated, "INV-11");
        Invariant.Require(!next.IsEmpty || (next.Count == 0 && next.Owner.IsNone && !next.BlockingAllocated), "INV-12");
        return next;
    }

    private static GroupState Freed(GroupState group) =>
        WithoutAttachers(group).AttachedTo(Domain.Default) with { Owner = OwnerCookie.None, Count = 0 };

    private Verdict FirstClaim(GroupState group, OwnerCookie owner, PciAddress? device)
    {
        if (owner.IsNone)
        {
            return Verdict.Warning(group, Errno.EINVAL);
        }

        if (group.IsEmpty)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (group.Domain != Domain.Default || group.HasPasids)
        {
            return Verdict.Refused(group, Errno.EBUSY);
        }

        var allocated = group.BlockingAllocated ? group : group with { BlockingAllocated = true };
        foreach (var member in group.Members)
        {
            if (member.RequiresDirectMapping)
            {
                return Verdict.Refused(allocated, Errno.EINVAL);
            }
        }

        return Checked(allocated.ClaimedBy(owner, device) with
        {
            Owner = owner,
            Count = 1,
            Domain = Domain.Blocking,
            Strays = [],
        });
    }
}

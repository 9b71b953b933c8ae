using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>
/// The rules up to v5.18: a size check at attach, a viability check when VFIO opens a device, nothing at bind.
/// </summary>
/// <remarks>
/// The group has no ownership state. <see cref="GroupState.Owner"/> and <see cref="GroupState.Count"/> are VFIO's: its
/// container and the container's users. A user's claim is the whole of what VFIO did: set container, attach the
/// container's domain, open a device. A bind that leaves a group in use not viable stops the machine. Source:
/// <c>reference/ownership.md</c> section 2.
/// </remarks>
public sealed class ViabilityPolicy : OwnershipPolicy
{
    public override string Name => "viability";

    /// <summary>Nothing: every check is made once and remembered by nobody.</summary>
    public override IsolationInvariants Guarantees => IsolationInvariants.None;

    /// <summary>Nothing is asked at bind.</summary>
    public override PolicyRefusals Refusals { get; } = new() { Claim = [Errno.EBUSY, Errno.EINVAL], Bind = [] };

    /// <inheritdoc/>
    public override bool StopsHosts => true;

    /// <returns>
    /// In test order: <see cref="Errno.EINVAL"/> without a user; <see cref="Errno.EBUSY"/> while a container has the
    /// group or a private domain is attached; <see cref="Errno.EINVAL"/> when the group is not viable.
    /// </returns>
    public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
        group.Owner.IsNone ? Open(group, owner, device: null) : Verdict.Refused(group, Errno.EBUSY);

    /// <summary>Opens a device; the group's container comes with the first.</summary>
    public override Verdict ClaimDevice(GroupState group, PciAddress device, OwnerCookie owner)
    {
        if (group.IndexOf(device) < 0)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (group.Owner.IsNone)
        {
            return Open(group, owner, device);
        }

        if (group.Owner != owner)
        {
            return Verdict.Refused(group, Errno.EBUSY);
        }

        return IsViable(group)
            ? Checked(group.ClaimedBy(owner, device) with { Count = group.Count + 1 })
            : Verdict.Refused(group, Errno.EINVAL);
    }

    public override Verdict ReleaseGroup(GroupState group, OwnerCookie owner) =>
        group.Owner.IsNone ? Verdict.Warning(group) : Checked(Closed(group).ReleasedWhollyBy(owner));

    public override Verdict ReleaseDevice(GroupState group, PciAddress device, OwnerCookie owner)
    {
        if (group.Owner.IsNone)
        {
            return Verdict.Warning(group);
        }

        var closed = group.Count > 1 ? group with { Count = group.Count - 1 } : Closed(group);
        return Checked(closed.ReleasedBy(owner, device));
    }

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

    public override Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain) =>
        group.Domain == Domain.Default
            ? Checked(WithAttacher(group.AttachedTo(domain), device, domain))
            : Verdict.Refused(group, Errno.EBUSY);

    public override Verdict DetachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.Members.Length == 1 ? DetachGroup(group, device, OwnerCookie.None) : Verdict.Warning(group);

    public override Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller) =>
        Checked(WithoutAttachers(group).AttachedTo(Domain.Default));

    /// <summary>Binds whatever is asked; VFIO's notifier then stops the machine if its group is in use and no longer
    /// viable.</summary>
    public override Verdict Bind(GroupState group, PciAddress device, Driver driver)
    {
        var verdict = base.Bind(group, device, driver);
        return verdict.Granted && !verdict.Next.Owner.IsNone && !IsViable(verdict.Next)
            ? verdict with { Panicked = true }
            : verdict;
    }

    /// <summary>Somebody holds the group: a container, or a driver that makes it not viable.</summary>
    public override bool IsHeld(GroupState group) => !group.Owner.IsNone || !IsViable(group);

    /// <summary>
    /// Every member has no driver, or pci-stub, or is a bridge, or is in VFIO's hands. (A device in the middle of
    /// leaving VFIO counts as well; here its unbind is one step.)
    /// </summary>
    public static bool IsViable(GroupState group) =>
        group.Members.All(member => member.Driver is null or { IsVfio: true } or { Name: "pci-stub" } || member.IsBridge);

    protected override Verdict UseDefaultDomain(GroupState group) => group;

    protected override Verdict UnuseDefaultDomain(GroupState group, GroupMember member) => group;

    /// <summary>First the group's domain, then the default one on top: members of one group use two domains.</summary>
    protected override Domain DomainForNewcomer(GroupState group) => Domain.Default;

    /// <summary>"Device added to live group": a warning, and nothing more.</summary>
    protected override bool WarnsOfNewcomer(GroupState group) => !group.Owner.IsNone;

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require(next.Owner.IsNone == (next.Count == 0), "INV-2");
        return next;
    }

    private static GroupState Closed(GroupState group) =>
        WithoutAttachers(group).AttachedTo(Domain.Default) with { Owner = OwnerCookie.None, Count = 0 };

    private Verdict Open(GroupState group, OwnerCookie owner, PciAddress? device)
    {
        if (owner.IsNone)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        if (group.IsEmpty)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (group.Domain != Domain.Default)
        {
            return Verdict.Refused(group, Errno.EBUSY);
        }

        return IsViable(group)
            ? Checked(group.ClaimedBy(owner, device).AttachedTo(Domain.Private(0, owner)) with { Owner = owner, Count = 1 })
            : Verdict.Refused(group, Errno.EINVAL);
    }
}

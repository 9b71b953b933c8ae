using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>The draft of 18 November 2021: NONE, DMA_API, PRIVATE_DOMAIN, PRIVATE_DOMAIN_USER.</summary>
/// <remarks>
/// DMA_API (<see cref="OwnerKind.Kernel"/>) is shared by any number of kernel drivers; a driver alone turns it into
/// PRIVATE_DOMAIN by attaching, which shares with nobody and needs no file. The size of the group is not looked at.
/// Source: Jason Gunthorpe's draft, <c>reference/ownership.md</c> 3.5. The draft stands on the hot-add of its time, see
/// <see cref="SeriesOnePolicy"/>.
/// </remarks>
public sealed class PrivateDomainPolicy : EnumV1Policy
{
    public override string Name => "private-domain";

    /// <summary>A private domain is one driver's alone: what mainline leaves open (H-1, H-2) the draft had
    /// closed.</summary>
    public override IsolationInvariants Guarantees => base.Guarantees | IsolationInvariants.Holes;

    public override PolicyRefusals Refusals { get; } = new() { Claim = [Errno.EBUSY], DriverAttach = [Errno.EBUSY] };

    public override Verdict AttachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.IndexOf(device) < 0
            ? Verdict.Refused(group, Errno.ENODEV)
            : AttachForDriver(group, device, domain);

    /// <summary>A user attaches to the group it owns; a kernel driver's group attach follows the rule of its device
    /// attach.</summary>
    public override Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain) =>
        IsUserOwned(group) ? base.AttachGroup(group, device, caller, domain) : AttachForDriver(group, device, domain);

    public override Verdict DetachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.Kind == OwnerKind.PrivateDomain && group.Domain == domain
            ? DetachGroup(group, device, OwnerCookie.None)
            : Verdict.Warning(group);

    public override Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller)
    {
        var shared = group.Kind == OwnerKind.PrivateDomain ? group with { Kind = OwnerKind.Kernel } : group;
        return base.DetachGroup(shared, device, caller);
    }

    protected override Verdict ClaimForUser(GroupState group, OwnerCookie owner)
    {
        if (owner.IsNone)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        return group.Kind switch
        {
            OwnerKind.None => TakenByUser(group, group with { Kind = OwnerKind.User, Owner = owner, Count = 1 }),
            OwnerKind.User when group.Owner == owner => group with { Count = group.Count + 1 },
            _ => Verdict.Refused(group, Errno.EBUSY),
        };
    }

    protected override Verdict UseDefaultDomain(GroupState group) =>
        group.Kind is OwnerKind.None or OwnerKind.Kernel
            ? group with { Kind = OwnerKind.Kernel, Count = group.Count + 1 }
            : Verdict.Refused(group, Errno.EBUSY);

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require(next.Kind != OwnerKind.PrivateDomain || next.Count == 1, "INV-8");
        return base.Checked(next);
    }

    /// <summary>The only holder of DMA_API attaches: a driver that manages its DMA holds nothing.</summary>
    private Verdict AttachForDriver(GroupState group, PciAddress? device, Domain domain) =>
        group is { Kind: OwnerKind.Kernel, Count: 1 } && device is { } one && group.Member(one) is { UsesKernelDma: true }
            ? Checked(WithAttacher(group.AttachedTo(domain), device, domain) with { Kind = OwnerKind.PrivateDomain })
            : Verdict.Refused(group, Errno.EBUSY);
}

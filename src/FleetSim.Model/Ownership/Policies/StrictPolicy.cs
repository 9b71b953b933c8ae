using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary><see cref="MainlinePolicy"/> with its residual holes closed.</summary>
/// <remarks>
/// H-1 and H-2: only who holds the group alone attaches a private domain to it; nobody binds while one is attached.
/// H-3: whoever attached may detach, however large the group has become; needed here, since a private domain that
/// outlives its driver breaks INV-9. H-5: who returns a claim must hold it. Source: <c>reference/ownership.md</c> 4.9.
/// </remarks>
public sealed class StrictPolicy : MainlinePolicy
{
    public override string Name => "strict";

    public override IsolationInvariants Guarantees => IsolationInvariants.All;

    /// <summary>A group that nobody holds is on its default domain, so a claim never meets a foreign one.</summary>
    public override PolicyRefusals Refusals { get; } = new() { Claim = [Errno.EPERM, Errno.EINVAL] };

    public override Verdict ReleaseGroup(GroupState group, OwnerCookie owner) =>
        owner == group.Owner && group.GroupClaims > 0 ? base.ReleaseGroup(group, owner) : Verdict.Warning(group);

    public override Verdict ReleaseDevice(GroupState group, PciAddress device, OwnerCookie owner) =>
        owner == group.Owner && group.Member(device) is { Claims: > 0 }
            ? base.ReleaseDevice(group, device, owner)
            : Verdict.Warning(group);

    public override Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain) =>
        HoldsAlone(group, device, caller)
            ? base.AttachGroup(group, device, caller, domain)
            : Verdict.Refused(group, Errno.EBUSY);

    public override Verdict DetachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.Member(device) is { Attached.Kind: DomainKind.Private } member && member.Attached == domain
            ? base.DetachGroup(group, device, OwnerCookie.None)
            : Verdict.Warning(group);

    public override Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller) =>
        HoldsAlone(group, device, caller) ? base.DetachGroup(group, device, caller) : Verdict.Warning(group);

    protected override Verdict UseDefaultDomain(GroupState group) =>
        group.Domain != Domain.Default ? Verdict.Refused(group, Errno.EBUSY) : base.UseDefaultDomain(group);

    /// <summary>A driver that leaves its private domain behind has it detached.</summary>
    protected override Verdict UnuseDefaultDomain(GroupState group, GroupMember member)
    {
        var verdict = base.UnuseDefaultDomain(group, member);
        return verdict is { Warned: false, Next.Domain.Kind: DomainKind.Private }
            ? verdict with { Next = WithoutAttachers(verdict.Next).AttachedTo(Domain.Default), Warned = true }
            : verdict;
    }

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require(next.Count > 0 || next.IsEmpty || next.Domain == Domain.Default, "INV-9");
        Invariant.Require(!next.Owner.IsNone || next.Domain.Kind != DomainKind.Private || next.Count == 1, "INV-8");
        return base.Checked(next);
    }

    private static bool HoldsAlone(GroupState group, PciAddress? device, OwnerCookie caller)
    {
        if (!group.Owner.IsNone)
        {
            return caller == group.Owner;
        }

        return group.Count == 1 && device is { } one && group.Member(one) is { UsesKernelDma: true };
    }
}

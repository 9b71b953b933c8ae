using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>
/// What the proposals of November 2021 share: everything around their different notes of who owns the group.
/// </summary>
/// <remarks>
/// A user's claim leaves the group with no domain at all; attach wants a group that has none or the default one; a
/// hot-added device is moved on to the default domain unless a user owns the group. Source:
/// <c>reference/ownership.md</c> 3.3.
/// </remarks>
public abstract class SeriesOnePolicy : OwnershipPolicy
{
    /// <summary>
    /// The hot-add of their time splits a group under a private domain: INV-3 and INV-5 are not theirs to promise. Nor
    /// is INV-17: a claim does not ask for direct mappings.
    /// </summary>
    public override IsolationInvariants Guarantees =>
        IsolationInvariants.NoUserBesideKernelDriver | IsolationInvariants.ClaimedIsApart
        | IsolationInvariants.NewcomerStaysApart;

    /// <summary>EBUSY for another kind of owner or a foreign domain, EPERM for another user.</summary>
    public override PolicyRefusals Refusals { get; } = new() { Claim = [Errno.EBUSY, Errno.EPERM] };

    public override Verdict ClaimDevice(GroupState group, PciAddress device, OwnerCookie owner) =>
        group.IndexOf(device) < 0 ? Verdict.Refused(group, Errno.ENODEV) : Claim(group, owner, device);

    public override Verdict ClaimGroup(GroupState group, OwnerCookie owner) =>
        group.IsEmpty ? Verdict.Refused(group, Errno.ENODEV) : Claim(group, owner, device: null);

    public override Verdict ReleaseGroup(GroupState group, OwnerCookie owner) =>
        Release(group) is { Refusal: Errno.None } verdict
            ? verdict with { Next = Checked(verdict.Next.ReleasedOnceBy(owner)) }
            : Verdict.Warning(group);

    public override Verdict ReleaseDevice(GroupState group, PciAddress device, OwnerCookie owner) =>
        Release(group) is { Refusal: Errno.None } verdict
            ? verdict with { Next = Checked(verdict.Next.ReleasedBy(owner, device)) }
            : Verdict.Warning(group);

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
        group.Domain.Kind is DomainKind.None or DomainKind.Default
            ? Checked(WithAttacher(group.AttachedTo(domain), device, domain))
            : Verdict.Refused(group, Errno.EBUSY);

    public override Verdict DetachDevice(GroupState group, PciAddress device, Domain domain) =>
        group.Members.Length == 1 ? DetachGroup(group, device, OwnerCookie.None) : Verdict.Warning(group);

    public override Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller) =>
        Checked(WithoutAttachers(group).AttachedTo(IsUserOwned(group) ? Domain.None : Domain.Default));

    /// <summary>A user owns the group, says the policy.</summary>
    protected abstract bool IsUserOwned(GroupState group);

    /// <summary>One user claim more in the policy's fields; <see cref="TakenByUser"/> does the rest at the
    /// first.</summary>
    protected abstract Verdict ClaimForUser(GroupState group, OwnerCookie owner);

    /// <summary>One user claim less in the policy's fields, refused when there is none.</summary>
    protected abstract Verdict ReleaseForUser(GroupState group);

    protected override Domain DomainForNewcomer(GroupState group) =>
        IsUserOwned(group) ? group.Domain : Domain.Default;

    /// <summary>The first claim takes the default domain away; it must be there.</summary>
    protected static Verdict TakenByUser(GroupState group, GroupState owned) =>
        group.Domain.Kind is DomainKind.None or DomainKind.Default
            ? owned.AttachedTo(Domain.None)
            : Verdict.Refused(group, Errno.EBUSY);

    private Verdict Claim(GroupState group, OwnerCookie owner, PciAddress? device)
    {
        var verdict = ClaimForUser(group, owner);
        return verdict.Granted
            ? verdict with { Next = Checked(verdict.Next.ClaimedBy(owner, device)) }
            : verdict;
    }

    /// <summary>The last release puts the default domain back, unless the user left one attached: then WARN, and it
    /// stays.</summary>
    private Verdict Release(GroupState group)
    {
        var verdict = ReleaseForUser(group);
        if (!verdict.Granted || IsUserOwned(verdict.Next))
        {
            return verdict;
        }

        return verdict.Next.Domain.Kind == DomainKind.None
            ? verdict.Next.AttachedTo(Domain.Default)
            : verdict with { Warned = true };
    }
}

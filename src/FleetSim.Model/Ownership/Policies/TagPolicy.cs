using FleetSim.Model.Domains;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>Series version 1 with owner and file overloaded into one tag: nothing, the kernel, or a user.</summary>
/// <remarks>
/// <see cref="GroupState.Owner"/> is the tag; the kernel's is <see cref="KernelTag"/>. States that version 1 could
/// write down and must not, such as a user without a file, cannot be written here. Source: Christoph Hellwig's
/// suggestion, <c>reference/ownership.md</c> 3.4, keeping version 1's distinction of EBUSY and EPERM.
/// </remarks>
public sealed class TagPolicy : SeriesOnePolicy
{
    /// <summary>The integer 1 as a pointer: the kernel DMA API.</summary>
    public static OwnerCookie KernelTag { get; } = new(1);

    public override string Name => "tag";

    protected override bool IsUserOwned(GroupState group) => !group.Owner.IsNone && group.Owner != KernelTag;

    protected override Verdict ClaimForUser(GroupState group, OwnerCookie owner)
    {
        if (owner.IsNone || owner == KernelTag)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        return group.Owner.IsNone
            ? TakenByUser(group, group with { Owner = owner, Count = 1 })
            : SetAgain(group, owner);
    }

    protected override Verdict ReleaseForUser(GroupState group) =>
        IsUserOwned(group) ? OneLess(group) : Verdict.Refused(group, Errno.EINVAL);

    protected override Verdict UseDefaultDomain(GroupState group) =>
        group.Owner.IsNone ? group with { Owner = KernelTag, Count = 1 } : SetAgain(group, KernelTag);

    protected override Verdict UnuseDefaultDomain(GroupState group, GroupMember member) =>
        group.Owner == KernelTag ? OneLess(group) : Verdict.Warning(group);

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require(next.Owner.IsNone == (next.Count == 0), "INV-2");
        Invariant.Require(!IsUserOwned(next) || next.Domain.Kind != DomainKind.Default, "INV-4");
        return next;
    }

    private static Verdict SetAgain(GroupState group, OwnerCookie tag)
    {
        if (group.Owner == tag)
        {
            return group with { Count = group.Count + 1 };
        }

        var kernelIsOne = group.Owner == KernelTag || tag == KernelTag;
        return Verdict.Refused(group, kernelIsOne ? Errno.EBUSY : Errno.EPERM);
    }

    private static Verdict OneLess(GroupState group) =>
        group.Count > 1
            ? group with { Count = group.Count - 1 }
            : group with { Owner = OwnerCookie.None, Count = 0 };
}

using FleetSim.Model.Domains;

namespace FleetSim.Model.Ownership.Policies;

/// <summary>Series version 1 of 15 November 2021: NONE, KERNEL or USER, an owner count, and the user's file.</summary>
/// <remarks>
/// <see cref="GroupState.Kind"/>, <see cref="GroupState.Count"/> and <see cref="GroupState.Owner"/> are dma_owner,
/// owner_cnt and owner_user_file. Kernel drivers always share, so a private domain under one of them is not seen at the
/// next bind. Source: <c>reference/ownership.md</c> 3.1 to 3.3.
/// </remarks>
public class EnumV1Policy : SeriesOnePolicy
{
    public override string Name => "enum-v1";

    protected override bool IsUserOwned(GroupState group) => group.Kind == OwnerKind.User;

    /// <summary>Tests in order: type conflict, missing file, different file, foreign domain.</summary>
    protected override Verdict ClaimForUser(GroupState group, OwnerCookie owner)
    {
        if (group.Kind == OwnerKind.Kernel)
        {
            return Verdict.Refused(group, Errno.EBUSY);
        }

        if (owner.IsNone)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        if (group.Kind == OwnerKind.User)
        {
            return group.Owner == owner
                ? group with { Count = group.Count + 1 }
                : Verdict.Refused(group, Errno.EPERM);
        }

        return TakenByUser(group, group with { Kind = OwnerKind.User, Owner = owner, Count = 1 });
    }

    protected override Verdict ReleaseForUser(GroupState group)
    {
        if (group.Kind != OwnerKind.User)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        return group.Count > 1
            ? group with { Count = group.Count - 1 }
            : group with { Kind = OwnerKind.None, Owner = OwnerCookie.None, Count = 0 };
    }

    protected override Verdict UseDefaultDomain(GroupState group) =>
        group.Kind == OwnerKind.User
            ? Verdict.Refused(group, Errno.EBUSY)
            : group with { Kind = OwnerKind.Kernel, Count = group.Count + 1 };

    protected override Verdict UnuseDefaultDomain(GroupState group, GroupMember member)
    {
        if (group.Kind != OwnerKind.Kernel)
        {
            return Verdict.Warning(group);
        }

        return group.Count > 1
            ? group with { Count = group.Count - 1 }
            : group with { Kind = OwnerKind.None, Count = 0 };
    }

    protected override GroupState Checked(GroupState next)
    {
        Invariant.Require((next.Kind == OwnerKind.None) == (next.Count == 0), "INV-2");
        Invariant.Require((next.Kind == OwnerKind.User) == !next.Owner.IsNone, "INV-2");
        Invariant.Require(next.Kind != OwnerKind.User || next.Domain.Kind != DomainKind.Default, "INV-4");
        return next;
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <summary>
/// Finds the isolation invariants that a snapshot of a group breaks, from what can be observed of it.
/// </summary>
/// <remarks>
/// Shares no code with the policies: it reads members, drivers, claims and attachments, never a policy's own fields.
/// Hot path: called after every transition of every group; no allocation. A group on its default domain that nobody has
/// claimed costs one pass over its members, any other group on a single domain two. Source:
/// <c>reference/ownership.md</c> section 5.
/// </remarks>
public static class IsolationChecker
{
    /// <returns>The invariants that do not hold; <see cref="IsolationInvariants.None"/> when all of them do.</returns>
    public static IsolationInvariants Broken(GroupState group)
    {
        if (group.Members.IsEmpty)
        {
            return IsolationInvariants.None;
        }

        var split = IsSplit(group);
        if (!split && group.Claimant.IsNone && group.Domain.Kind == DomainKind.Default && NoneAttached(group))
        {
            return IsolationInvariants.None;
        }

        var broken = OfMembers(group, split);
        if (split)
        {
            broken |= IsolationInvariants.OneDomain;
        }

        return broken | (group.Claimant.IsNone ? OfUnclaimed(group) : OfClaimed(group));
    }

    private static bool IsSplit(GroupState group)
    {
        foreach (var stray in group.Strays)
        {
            if (stray.Domain != group.Domain)
            {
                return true;
            }
        }

        return false;
    }

    private static bool NoneAttached(GroupState group)
    {
        foreach (var member in group.Members)
        {
            if (member.Attached.Kind == DomainKind.Private)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>INV-1, INV-5 and INV-17: what one member is enough to break.</summary>
    private static IsolationInvariants OfMembers(GroupState group, bool split)
    {
        var broken = IsolationInvariants.None;
        var claimed = !group.Claimant.IsNone;
        var wholeGroupIsPrivate = !split && group.Domain.Kind == DomainKind.Private;
        foreach (var member in group.Members)
        {
            if (member.UsesKernelDma)
            {
                broken |= claimed ? IsolationInvariants.NoUserBesideKernelDriver : IsolationInvariants.None;
                broken |= wholeGroupIsPrivate || KeepsItsDomain(group, member)
                    ? IsolationInvariants.None
                    : IsolationInvariants.KernelDriverKeepsItsDomain;
            }

            if (member.RequiresDirectMapping && (claimed || AnyOn(group, member, DomainKind.Blocking)))
            {
                broken |= IsolationInvariants.DirectMappingKept;
            }
        }

        return broken;
    }

    private static bool KeepsItsDomain(GroupState group, GroupMember member) =>
        member.Attached.Kind == DomainKind.Private
            ? AllOn(group, member, member.Attached)
            : AllOn(group, member, Domain.Default) && !AnyOnPrivate(group);

    /// <summary>INV-4 and INV-24.</summary>
    private static IsolationInvariants OfClaimed(GroupState group)
    {
        var broken = IsolationInvariants.None;
        var foreign = group.Domain.Kind == DomainKind.Private && group.Domain.User != group.Claimant;
        if (foreign || group.Domain.Kind == DomainKind.Default)
        {
            broken |= IsolationInvariants.ClaimedIsApart;
        }

        foreach (var stray in group.Strays)
        {
            if (stray.Domain.Kind == DomainKind.Default && group.Domain.Kind != DomainKind.Default)
            {
                broken |= IsolationInvariants.NewcomerStaysApart;
            }
        }

        return broken;
    }

    /// <summary>INV-8, INV-9 and INV-25.</summary>
    private static IsolationInvariants OfUnclaimed(GroupState group)
    {
        var kernelDrivers = 0;
        GroupMember? last = null;
        foreach (var member in group.Members)
        {
            if (member.UsesKernelDma)
            {
                kernelDrivers++;
                last = member;
            }
        }

        return kernelDrivers switch
        {
            0 => AllOnDefault(group) ? IsolationInvariants.None : IsolationInvariants.UnheldIsDefault,
            1 => group.Domain.Kind == DomainKind.Private && last!.Attached != group.Domain
                ? IsolationInvariants.PrivateDomainIsItsDrivers
                : IsolationInvariants.None,
            _ => AnyOnPrivate(group) ? IsolationInvariants.PrivateDomainIsUnshared : IsolationInvariants.None,
        };
    }

    private static bool AllOnDefault(GroupState group)
    {
        foreach (var member in group.Members)
        {
            if (!AllOn(group, member, Domain.Default))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AnyOnPrivate(GroupState group)
    {
        foreach (var member in group.Members)
        {
            if (AnyOn(group, member, DomainKind.Private))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllOn(GroupState group, GroupMember member, Domain domain)
    {
        foreach (var rid in member.Rids)
        {
            if (group.AttachmentOf(rid) != domain)
            {
                return false;
            }
        }

        return true;
    }

    private static bool AnyOn(GroupState group, GroupMember member, DomainKind kind)
    {
        foreach (var rid in member.Rids)
        {
            if (group.AttachmentOf(rid).Kind == kind)
            {
                return true;
            }
        }

        return false;
    }
}

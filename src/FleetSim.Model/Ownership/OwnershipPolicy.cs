using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Ownership;

/// <summary>The rules of who may own a group's DMA: the kernel's, or one of the proposals it was chosen from.</summary>
/// <remarks>
/// Pure functions from a group and a request to a <see cref="Verdict"/>. Each call is what the kernel does under one
/// hold of <c>group->mutex</c>. Bind and unbind are told of every driver, as the bus notifier tells them; a policy
/// claims only for ordinary ones. Source: <c>reference/ownership.md</c>; each policy names its section.
/// </remarks>
public abstract class OwnershipPolicy
{
    /// <summary>Name on the command line and in scenario files.</summary>
    public abstract string Name { get; }

    /// <summary>The isolation invariants that hold under this policy as long as callers are legal.</summary>
    public abstract IsolationInvariants Guarantees { get; }

    /// <summary>With what, and only with what, it refuses legal callers.</summary>
    public abstract PolicyRefusals Refusals { get; }

    /// <summary>It may stop a host, as the kernel's <c>BUG_ON</c> did.</summary>
    public virtual bool StopsHosts => false;

    /// <summary>A device joins: it is attached before anything else can happen to the group.</summary>
    /// <returns><see cref="Errno.EINVAL"/> when it cannot be attached; it then has no group, and the group is
    /// unchanged.</returns>
    public Verdict Join(GroupState group, GroupMember newcomer)
    {
        Invariant.Require(group.IndexOf(newcomer.Device) < 0, "INV-29");
        if (group.IsEmpty)
        {
            return Checked(group with { Members = [newcomer], Domain = Domain.Default, Strays = [] });
        }

        if (newcomer.RequiresDirectMapping && RefusesDirectMapping(group))
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        var joined = group with { Members = group.Members.Add(newcomer) };
        return new Verdict(
            Checked(joined.WithMemberAttachedTo(newcomer, DomainForNewcomer(group))), Warned: WarnsOfNewcomer(group));
    }

    /// <summary>A device leaves. Its driver is unbound and its claims are released by then; the last one takes all
    /// with it.</summary>
    public Verdict Leave(GroupState group, PciAddress device)
    {
        if (group.Member(device) is not { } member)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        var left = group.Members.Remove(member);
        if (left.IsEmpty)
        {
            return new Verdict(
                GroupState.Empty with { Epoch = group.Epoch + 1 },
                Warned: group.Count != 0 || group.Domain != Domain.Default);
        }

        return Checked(group with
        {
            Members = left,
            Strays = group.Strays.RemoveAll(stray => !left.Any(other => other.Rids.Contains(stray.Rid))),
        });
    }

    /// <summary>A driver is about to be bound: claimed for if it is an ordinary one. The answer comes before its
    /// probe.</summary>
    public virtual Verdict Bind(GroupState group, PciAddress device, Driver driver)
    {
        if (group.Member(device) is not { } member)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        var verdict = driver.ManagesDma ? group : UseDefaultDomain(group);
        return verdict.Granted
            ? verdict with { Next = Checked(verdict.Next.WithMember(member with { Driver = driver })) }
            : verdict;
    }

    /// <summary>A driver is gone: its remove callback has run, its claim is returned.</summary>
    public virtual Verdict Unbind(GroupState group, PciAddress device)
    {
        if (group.Member(device) is not { Driver: { } driver } member)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        var verdict = driver.ManagesDma ? group : UnuseDefaultDomain(group, member);
        return verdict with
        {
            Next = Checked(verdict.Next.WithMember(member with { Driver = null, Attached = Domain.None })),
        };
    }

    /// <summary>A user claims the whole group.</summary>
    public abstract Verdict ClaimGroup(GroupState group, OwnerCookie owner);

    /// <summary>A user claims the group through one of its devices; such claims nest.</summary>
    public abstract Verdict ClaimDevice(GroupState group, PciAddress device, OwnerCookie owner);

    /// <summary>A group-level claim is returned.</summary>
    public abstract Verdict ReleaseGroup(GroupState group, OwnerCookie owner);

    /// <summary>A device-level claim is returned.</summary>
    public abstract Verdict ReleaseDevice(GroupState group, PciAddress device, OwnerCookie owner);

    /// <summary>The driver of a device attaches a private domain to it (<c>iommu_attach_device</c>).</summary>
    public abstract Verdict AttachDevice(GroupState group, PciAddress device, Domain domain);

    /// <summary>The counterpart of <see cref="AttachDevice"/>.</summary>
    public abstract Verdict DetachDevice(GroupState group, PciAddress device, Domain domain);

    /// <summary>A user, or the driver of a device, attaches a private domain to the whole group
    /// (<c>iommu_attach_group</c>).</summary>
    /// <param name="device">The device whose driver calls; null when a user does.</param>
    /// <param name="caller">The user who calls; none for a kernel driver.</param>
    public abstract Verdict AttachGroup(GroupState group, PciAddress? device, OwnerCookie caller, Domain domain);

    /// <summary>The counterpart of <see cref="AttachGroup"/>.</summary>
    public abstract Verdict DetachGroup(GroupState group, PciAddress? device, OwnerCookie caller);

    /// <summary>A domain is attached to one PASID of the group's members.</summary>
    /// <returns><see cref="Errno.EOPNOTSUPP"/> under rules older than PASIDs.</returns>
    public virtual Verdict AttachPasid(GroupState group, uint pasid, Domain domain) =>
        Verdict.Refused(group, Errno.EOPNOTSUPP);

    public virtual Verdict DetachPasid(GroupState group, uint pasid) => Verdict.Refused(group, Errno.EOPNOTSUPP);

    /// <summary>Somebody, a kernel driver or a user, holds the group (<c>iommu_group_dma_owner_claimed</c>).</summary>
    public virtual bool IsHeld(GroupState group) => group.Count > 0;

    /// <summary>What surrounds ownership is that of v6.12, and not that of v6.1 and before.</summary>
    public virtual bool IsOfRecentKernel => false;

    /// <summary>By which rules the type of a group's default domain is written.</summary>
    public TypeWriteRules TypeRules => IsOfRecentKernel ? TypeWriteRules.WholeGroup : TypeWriteRules.SingleMember;

    /// <summary>What SET_CONTAINER answers to a file that is no container.</summary>
    public Errno NoContainer => IsOfRecentKernel ? Errno.EBADFD : Errno.EINVAL;

    /// <summary>
    /// A device whose unbind waits for its user can be opened once more, which prolongs the wait, and its driver core
    /// keeps it locked meanwhile.
    /// </summary>
    public bool OpensLeavingDevices => !IsOfRecentKernel;

    /// <summary>A write of the group's <c>type</c>.</summary>
    /// <param name="word">As written.</param>
    /// <remarks>
    /// Source: iommu_group_store_type; <c>reference/groups.md</c> 6.3. Deviation: up to v6.4 a write to a group of one
    /// device whose unbind waits for its user waits for the device's lock; here it is answered at once.
    /// </remarks>
    public Verdict SetType(GroupState group, string word)
    {
        var write = new TypeWrite
        {
            Word = word,
            Current = group.Type,
            Members = [.. group.Members.Select(member => member.Demand)],
            OwnerCount = IsHeld(group) ? 1 : 0,
            AnyDriverBound = group.Members.Any(member => member.Driver is not null),
            OnDefaultDomain = group.Domain.Kind == DomainKind.Default,
        };
        var result = TypeWriting.Decide(write, group.Iommu!, TypeRules);
        return result.Accepted ? group with { Type = result.Type } : Verdict.Refused(group, result.Refusal);
    }

    /// <summary>An ordinary driver asks for the default domain. Its bookkeeping only.</summary>
    protected abstract Verdict UseDefaultDomain(GroupState group);

    /// <summary>An ordinary driver returns the default domain. Its bookkeeping only.</summary>
    protected abstract Verdict UnuseDefaultDomain(GroupState group, GroupMember member);

    /// <summary>Where a device that joins a group with members ends.</summary>
    protected abstract Domain DomainForNewcomer(GroupState group);

    /// <summary>A newcomer that requires a direct mapping cannot be attached here.</summary>
    protected virtual bool RefusesDirectMapping(GroupState group) => false;

    protected virtual bool WarnsOfNewcomer(GroupState group) => false;

    /// <summary>The state if the policy's own fields are in order.</summary>
    /// <exception cref="InvariantViolationException">They are not.</exception>
    protected abstract GroupState Checked(GroupState next);

    /// <summary>The private domain of a kernel driver is remembered with its device.</summary>
    protected static GroupState WithAttacher(GroupState group, PciAddress? device, Domain domain) =>
        device is { } one && group.Member(one) is { } member
            ? group.WithMember(member with { Attached = domain })
            : group;

    /// <summary>No driver has a private domain any more.</summary>
    protected static GroupState WithoutAttachers(GroupState group)
    {
        var members = group.Members;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Attached.Kind == DomainKind.Private)
            {
                members = members.SetItem(i, members[i] with { Attached = Domain.None });
            }
        }

        return members == group.Members ? group : group with { Members = members };
    }
}

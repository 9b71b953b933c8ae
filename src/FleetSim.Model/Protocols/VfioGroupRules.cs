using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols.GroupActions;

namespace FleetSim.Model.Protocols;

/// <summary>What a group answers to the users of VFIO, and what VFIO does when its last device leaves.</summary>
/// <remarks>
/// One call is what the kernel does under <c>vfio_group.group_lock</c>. Who may claim is the ownership policy's to say.
/// Source: drivers/vfio/group.c, container.c; <c>reference/userapi.md</c> 1.2.
/// </remarks>
public static class VfioGroupRules
{
    /// <summary><see cref="Verdict.Value"/> of a close with which the group is in no container any more.</summary>
    public const int HasLeft = 1;

    /// <summary><c>/dev/vfio/N</c> exists: a member is bound to a VFIO driver.</summary>
    public static bool HasNode(GroupState group)
    {
        foreach (var member in group.Members)
        {
            if (member.Driver is { IsVfio: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opens <c>/dev/vfio/N</c>. The answer's epoch is what later calls show.</summary>
    /// <returns><see cref="Errno.ENOENT"/> without a node, <see cref="Errno.EBUSY"/> while it is open.</returns>
    public static Verdict Open(GroupState group)
    {
        if (!HasNode(group))
        {
            return Verdict.Refused(group, Errno.ENOENT);
        }

        return group.Vfio is not null
            ? Verdict.Refused(group, Errno.EBUSY)
            : group with { Vfio = new VfioGroupFile { Opened = group.Epoch } };
    }

    /// <returns>In <see cref="Verdict.Value"/> the <see cref="VfioStatus"/>; <see cref="Errno.ENODEV"/> for a stale
    /// file.</returns>
    public static Verdict Status(OwnershipPolicy policy, GroupState group, ulong opened)
    {
        if (FileOf(group, opened) is not { } file)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        var status = file.IsInContainer ? VfioStatus.Viable | VfioStatus.ContainerSet
            : policy.IsHeld(group) ? VfioStatus.None
            : VfioStatus.Viable;
        return new Verdict(group, Value: (int)status);
    }

    /// <summary>Puts the group into its user's container: the claim of its DMA.</summary>
    /// <returns>
    /// In test order: <see cref="Errno.ENODEV"/> for a stale file; <see cref="Errno.EINVAL"/> when it is in one;
    /// the kernel's answer to a file that is no container (a call without an owner); what the policy refuses the claim
    /// with.
    /// </returns>
    public static Verdict SetContainer(OwnershipPolicy policy, GroupState group, SetContainer action)
    {
        if (FileOf(group, action.Opened) is not { } file)
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (file.IsInContainer)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        if (action.Owner.IsNone)
        {
            return Verdict.Refused(group, policy.NoContainer);
        }

        var claim = policy.ClaimGroup(group, action.Owner);
        return claim.Granted
            ? claim with { Next = claim.Next with { Vfio = file with { Container = action.Owner } } }
            : claim;
    }

    /// <summary>Attaches the group to its container's domain. Rules up to v5.18 did so with the claim.</summary>
    /// <returns><see cref="Errno.ENODEV"/> when it has left the container meanwhile.</returns>
    public static Verdict AttachIommu(OwnershipPolicy policy, GroupState group, AttachIommu action)
    {
        if (FileOf(group, action.Opened) is not { IsInContainer: true })
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        if (group.Domain == action.Domain)
        {
            return group;
        }

        return group.Domain.Kind == DomainKind.Private && group.Domain.User == action.Owner
            ? group.AttachedTo(action.Domain)
            : policy.AttachGroup(group, device: null, action.Owner, action.Domain);
    }

    /// <returns><see cref="Errno.ENODEV"/> when it has left the container meanwhile.</returns>
    public static Verdict DetachIommu(OwnershipPolicy policy, GroupState group, DetachIommu action) =>
        FileOf(group, action.Opened) is { IsInContainer: true }
            ? policy.DetachGroup(group, device: null, action.Owner)
            : Verdict.Refused(group, Errno.ENODEV);

    /// <returns><see cref="Errno.EINVAL"/> outside of a container, <see cref="Errno.EBUSY"/> while a device file is
    /// open.</returns>
    public static Verdict UnsetContainer(OwnershipPolicy policy, GroupState group, ulong opened)
    {
        if (FileOf(group, opened) is not { IsInContainer: true } file)
        {
            return Verdict.Refused(group, Errno.EINVAL);
        }

        return file.DeviceFiles > 0
            ? Verdict.Refused(group, Errno.EBUSY)
            : Released(policy, group, file with { Container = OwnerCookie.None });
    }

    /// <summary>Opens a member that its device has found bound to a VFIO driver.</summary>
    /// <returns><see cref="Errno.ENODEV"/> for a stale file or a device that must not be opened any more;
    /// <see cref="Errno.EINVAL"/> without a container, or one without an IOMMU.</returns>
    public static Verdict OpenDevice(OwnershipPolicy policy, GroupState group, OpenDevice action)
    {
        if (FileOf(group, action.Opened) is not { } file || (action.IsLeaving && !policy.OpensLeavingDevices))
        {
            return Verdict.Refused(group, Errno.ENODEV);
        }

        return file.IsInContainer && action.HasIommu
            ? group with { Vfio = file with { DeviceFiles = file.DeviceFiles + 1 } }
            : Verdict.Refused(group, Errno.EINVAL);
    }

    /// <summary>
    /// Closes a device file; the last one of a closed group file takes the group out of its container.
    /// </summary>
    /// <returns>In <see cref="Verdict.Value"/> <see cref="HasLeft"/> when the group has left its container.</returns>
    public static Verdict CloseDevice(OwnershipPolicy policy, GroupState group)
    {
        Invariant.Require(group.Vfio is { DeviceFiles: > 0 }, "VFIO-1");
        var file = group.Vfio! with { DeviceFiles = group.Vfio.DeviceFiles - 1 };
        return file is { IsClosed: true, DeviceFiles: 0 }
            ? Closed(policy, group)
            : group with { Vfio = file };
    }

    /// <summary>Closes the group file; while device files are open, only its user cannot reach it any more.</summary>
    /// <returns>In <see cref="Verdict.Value"/> <see cref="HasLeft"/> when the group has left its container.</returns>
    public static Verdict Close(OwnershipPolicy policy, GroupState group, ulong opened)
    {
        if (FileOf(group, opened) is not { } file)
        {
            return new Verdict(group, Value: HasLeft); // Revoked meanwhile.
        }

        return file.DeviceFiles > 0
            ? group with { Vfio = file with { IsClosed = true } }
            : Closed(policy, group);
    }

    /// <summary>The last member of a VFIO driver has left: the group object is gone, and the claim with it.</summary>
    /// <remarks>
    /// No device file can be open: the device's unbind has waited for it. Source: vfio_group_unregister. Deviation: so
    /// also under the rules up to v5.18, where the last device waited until its user had left the container.
    /// </remarks>
    public static Verdict Revoked(OwnershipPolicy policy, Verdict left)
    {
        if (left.Next.Vfio is not { } file || HasNode(left.Next))
        {
            return left;
        }

        Invariant.Require(file.DeviceFiles == 0, "VFIO-2");
        var closed = Closed(policy, left.Next);
        return closed with
        {
            Next = closed.Next with { Epoch = closed.Next.Epoch + 1 },
            Warned = closed.Warned | left.Warned,
            Value = 0,
        };
    }

    private static VfioGroupFile? FileOf(GroupState group, ulong opened) =>
        group.Vfio is { } file && file.Opened == opened ? file : null;

    private static Verdict Closed(OwnershipPolicy policy, GroupState group) =>
        Released(policy, group, file: null) with { Value = HasLeft };

    /// <summary>What a user has attached is detached, and its claim returned.</summary>
    private static Verdict Released(OwnershipPolicy policy, GroupState group, VfioGroupFile? file)
    {
        if (group.Vfio is not { IsInContainer: true, Container: var owner })
        {
            return group with { Vfio = file };
        }

        Verdict detached = group.Domain.Kind == DomainKind.Private
            ? policy.DetachGroup(group, device: null, owner)
            : group;
        var released = policy.ReleaseGroup(detached.Next, owner);
        return released with
        {
            Next = released.Next with { Vfio = file },
            Warned = released.Warned | detached.Warned,
        };
    }
}

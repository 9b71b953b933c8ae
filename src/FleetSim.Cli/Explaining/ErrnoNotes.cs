using FleetSim.Model;

namespace FleetSim.Cli.Explaining;

/// <summary>Every errno of the simulator, with the operations that answer it.</summary>
internal static class ErrnoNotes
{
    private const string Rules = "docs/reference/ownership.md section 4.3";
    private const string OldRules = "docs/reference/ownership.md section 2.2";
    private const string FirstSeries = "docs/reference/ownership.md section 3.2";
    private const string Sysfs = "docs/reference/ownership.md section 4.5.1";
    private const string Unplug = "docs/reference/ownership.md section 4.8";
    private const string Pasids = "docs/reference/ownership.md section 4.10";
    private const string TypeFile = "docs/reference/groups.md section 6.3";
    private const string Sriov = "docs/reference/groups.md section 8";
    private const string GroupFile = "docs/reference/userapi.md section 1.2";
    private const string Container = "docs/reference/userapi.md section 1.3";
    private const string Attaching = "docs/reference/userapi.md section 1.4";
    private const string Mapping = "docs/reference/userapi.md section 1.5";
    private const string Tables = "docs/reference/translation.md section 6";
    private const string Simulator = "";

    public static IReadOnlyList<ErrnoNote> All { get; } =
    [
        new(Errno.EPERM, "The group is held by an owner that does not share it.",
        [
            new(
                "claim, SET_CONTAINER",
                "a kernel driver or a user holds the group (mainline: also the same user, at group level)",
                Rules),
            new("claim", "another user owns the group (enum-v1, tag, user-domain)", FirstSeries),
            new(
                "attach to a group",
                "the domain belongs to another user (user-domain)",
                "docs/reference/ownership.md section 7"),
            new("write of a group's type", "a kernel driver or a user holds the group (v6.5 and later)", TypeFile),
        ]),
        new(Errno.ENOENT, "The file or the mapping that was named does not exist.",
        [
            new("unbind", "the device is absent or has no driver", Sysfs),
            new("bind", "the driver is not loaded", Sysfs),
            new("driver_override, remove", "the device is absent, or its removal is waiting already", Sysfs),
            new("open of /dev/vfio/N", "no member of the group is bound to a VFIO driver", GroupFile),
            new("write of a group's type", "the group is gone", TypeFile),
            new("sriov_numvfs", "the device has no SR-IOV, or no driver that enables VFs", Sriov),
            new("MAP_DMA with VADDR", "nothing is mapped in the range", Mapping),
        ]),
        new(Errno.EIO, "A device's DMA did not reach the memory it had to reach.",
        [
            new("workloads with DMA", "a translated address was wrong; the run fails", Simulator),
        ]),
        new(Errno.E2BIG, "The batch is too large.",
        [
            new("translate", "a batch has more requests than one call may carry", Simulator),
        ]),
        new(Errno.EBADF, "The process has no open file of that name.",
        [
            new("any call on a VFIO file", "the file is not open in this process", GroupFile),
        ]),
        new(Errno.EAGAIN, "There is nothing to read yet.",
        [
            new(
                "read of an eventfd",
                "the \"please release\" event has not been signalled since the last read",
                GroupFile),
        ]),
        new(Errno.ENOMEM, "The address lies outside what a user process can have.",
        [
            new("mmap of a process", "the range ends beyond the user half of the address space", Simulator),
        ]),
        new(Errno.EACCES, "The caller may not ask for this.",
        [
            new("DIRTY_PAGES", "the container has a type 1 backend of version 1", Mapping),
            new("write of a group's type", "the writer lacks CAP_SYS_ADMIN or CAP_SYS_RAWIO", TypeFile),
        ]),
        new(Errno.EFAULT, "The memory to map cannot be pinned.",
        [
            new("MAP_DMA", "memory is missing, or may not be read or written as asked", Mapping),
        ]),
        new(Errno.EBUSY, "Something else is in the way: a driver, a domain, a file.",
        [
            new("bind", "the device has a driver already", Sysfs),
            new("bind", "a user owns the group, or a private domain or a PASID is attached", Rules),
            new("claim", "the group is not held, but a foreign domain or a PASID is attached", Rules),
            new("claim", "a kernel driver holds the group (enum-v1, tag, user-domain, private-domain)", FirstSeries),
            new(
                "attach",
                "a private domain is attached already; strict: the caller does not hold the group alone",
                Rules),
            new("attach to a PASID", "the PASID has a domain already", Pasids),
            new("claim", "a container has the group already (viability)", OldRules),
            new("open of /dev/vfio/N", "the group file is open, or one of its device files still is", GroupFile),
            new("UNSET_CONTAINER", "a device file of the group is open", GroupFile),
            new("SET_CONTAINER, with a backend", "a mapping's virtual address is out of date", Attaching),
            new("write of a group's type", "the member has a driver, or a user owns the group (up to v6.4)", TypeFile),
            new("sriov_numvfs", "VFs are enabled already and another number is written", Sriov),
            new("plug", "a bridge among the functions needs a bus number that is taken", Simulator),
        ]),
        new(Errno.EEXIST, "It is there already.",
        [
            new("MAP_DMA", "the range overlaps a mapping", Mapping),
            new("plug", "a function of that address is plugged", Simulator),
        ]),
        new(Errno.ENODEV, "The device, the group or the claim that the caller means is gone.",
        [
            new("bind", "the device is absent, or the driver does not match it", Sysfs),
            new("drivers_probe", "the device is absent", Sysfs),
            new("claim, release, attach", "the group has no such member, or the claim is of an earlier owner", Rules),
            new("attach by a driver", "the device has no driver that attaches, or no group", Rules),
            new("calls on a group file", "the last VFIO device has left since it was opened", GroupFile),
            new("GET_DEVICE_FD", "the device is not bound to a VFIO driver; v6.12: or its unbind is waiting", Unplug),
            new("SET_IOMMU", "no backend has the type", Container),
            new("unplug, plug", "there is no such device, or no bus to plug into", Simulator),
        ]),
        new(Errno.EINVAL, "The request does not fit the object, no matter who asks.",
        [
            new("attach by a driver", "the group has more than one member", Rules),
            new("claim", "a member requires a direct mapping", Rules),
            new(
                "claim",
                "there is no user (enum-v1, tag: tested after the conflict with a kernel driver)",
                FirstSeries),
            new("claim", "the group is not viable: a member has a foreign driver (viability)", OldRules),
            new("drivers_probe", "the group refuses the driver, whatever the inner errno", Sysfs),
            new("bind", "the driver's probe refuses, such as vfio-pci on a bridge", Sysfs),
            new("attach to a PASID", "PASID 0, or one beyond the limit of a member", Pasids),
            new("SET_CONTAINER", "the group has a container; up to v6.4: the file is no container", GroupFile),
            new("SET_CONTAINER, with a backend", "a mapping is outside the new group's IOVAs", Attaching),
            new("UNSET_CONTAINER", "the group has no container", GroupFile),
            new("GET_DEVICE_FD", "the container has no group or no backend", GroupFile),
            new("SET_IOMMU", "the container has no group, or a backend already", Container),
            new("MAP_DMA, UNMAP_DMA", "flags, alignment or range are wrong, or the IOVAs may not be mapped", Mapping),
            new("write of a group's type", "the word is unknown, or contradicts what a member needs", TypeFile),
            new("sriov_numvfs", "the number is negative", Sriov),
        ]),
        new(Errno.ENOTTY, "The file is of another kind than the call.",
        [
            new(
                "ioctl on a VFIO file",
                "the file is a container with a backend, a group or a device, and the call is for another kind",
                GroupFile),
        ]),
        new(Errno.ENOSPC, "There is no room left.",
        [
            new("MAP_DMA", "the container has as many mappings as it may have", Mapping),
            new("translation workloads", "no free group is left for another device", Simulator),
        ]),
        new(Errno.ERANGE, "The number is too large.",
        [
            new("sriov_numvfs", "more VFs than the device has", Sriov),
            new("map into a table", "the range ends beyond the table's width", Tables),
        ]),
        new(Errno.EBADFD, "The file is not what the call needs.",
        [
            new("SET_CONTAINER", "the file is no container (v6.5 and later)", GroupFile),
        ]),
        new(Errno.EOVERFLOW, "The range wraps.",
        [
            new(
                "iommufd",
                "iova or length is too large; the simulator has no iommufd yet",
                "docs/reference/userapi.md section 2.2"),
        ]),
        new(Errno.EOPNOTSUPP, "These rules do not know the operation.",
        [
            new("attach to a PASID", "the policy is older than PASIDs", Pasids),
        ]),
        new(Errno.EADDRINUSE, "The IOVA is translated already.",
        [
            new("map into a table", "a leaf is there", Tables),
        ]),
        new(Errno.EHOSTDOWN, "The policy has stopped this host.",
        [
            new(
                "every call to the host",
                "viability met a kernel driver in a group in use and hit its BUG_ON",
                OldRules),
        ]),
        new(Errno.EPROBE_DEFER, "Kernel-internal: the driver core tries again later.",
        [
            new("bind", "the group has no default domain yet; it does not occur in the simulator", Rules),
        ]),
    ];

    public static ErrnoNote? Find(string name) =>
        All.FirstOrDefault(note => note.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

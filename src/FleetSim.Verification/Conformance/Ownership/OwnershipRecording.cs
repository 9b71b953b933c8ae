using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>What a real kernel answered to operations on the drivers and groups of one topology.</summary>
/// <remarks>Schema <c>oracle/ownership/1</c>.</remarks>
public sealed record OwnershipRecording
{
    /// <summary>File name as the caller gave it.</summary>
    public required string File { get; init; }

    /// <summary>Which part of the recordings it is; <c>shpc</c> has a driver more than the others.</summary>
    public required string Part { get; init; }

    public required KernelVersion Kernel { get; init; }

    public required HostIommu Iommu { get; init; }

    /// <summary>The functions at boot.</summary>
    public required PciTopology Topology { get; init; }

    /// <summary>The devices that states tell of, besides those that are plugged.</summary>
    public required ImmutableArray<PciAddress> Devices { get; init; }

    /// <summary>What every case begins with.</summary>
    public required OwnershipView Boot { get; init; }

    public required ImmutableArray<OwnershipCase> Cases { get; init; }
}

/// <summary>Version of a kernel.</summary>
public readonly record struct KernelVersion(int Major, int Minor)
{
    /// <summary>Hot-add in one step, types of whole groups: the rules of v6.5 and later.</summary>
    public bool IsFrom65 => (Major, Minor).CompareTo((6, 5)) >= 0;
}

/// <summary>A sequence of operations from the boot state on.</summary>
/// <param name="HasKernelBug">The recorded kernel itself broke: a storm in it says nothing.</param>
public sealed record OwnershipCase(string Name, ImmutableArray<OwnershipStep> Steps, bool HasKernelBug);

/// <summary>Drivers and groups at one moment.</summary>
/// <param name="Drivers">Of the devices that are there; null for none.</param>
/// <param name="Groups">Those that the devices are in, by the kernel's number.</param>
public sealed record OwnershipView(
    ImmutableSortedDictionary<PciAddress, string?> Drivers, ImmutableSortedDictionary<int, OwnershipGroupView> Groups);

/// <summary>A group as sysfs and <c>/dev/vfio</c> show it.</summary>
public sealed record OwnershipGroupView(ImmutableSortedSet<PciAddress> Members, string? Type, bool HasNode);

/// <summary>One recorded operation, its answer, and the state after it.</summary>
public sealed record OwnershipStep
{
    /// <summary>The process that does it; <c>root</c>, <c>hypervisor</c> and <c>storm</c> are not users.</summary>
    public required string Actor { get; init; }

    public required OwnershipOperation Operation { get; init; }

    public PciAddress Device { get; init; }

    public string? Driver { get; init; }

    /// <summary>The kernel's number of a group.</summary>
    public int Group { get; init; }

    /// <summary>The file that is acted on.</summary>
    public string File { get; init; } = "";

    /// <summary>Name of a file that is opened.</summary>
    public string As { get; init; } = "";

    /// <summary>The file given to SET_CONTAINER.</summary>
    public string Container { get; init; } = "";

    /// <summary>Argument of SET_IOMMU.</summary>
    public int IommuType { get; init; }

    /// <summary>What is written to a group's <c>type</c>.</summary>
    public string Word { get; init; } = "";

    /// <summary>The hypervisor's name of a device.</summary>
    public string Id { get; init; } = "";

    /// <summary>The functions that were plugged.</summary>
    public ImmutableArray<PluggedIdentity> Appeared { get; init; } = [];

    /// <summary>Of a storm: the device that another driver is bound to all the time.</summary>
    public PciAddress Sibling { get; init; }

    /// <summary>Null where the recording has none to compare.</summary>
    public RecordedAnswer? Answer { get; init; }

    /// <summary>The state after it; null when it is that of the step before.</summary>
    public OwnershipView? After { get; init; }

    public bool IsBlocked { get; init; }

    /// <summary>Index of the step in which a blocked one ends; null when only the end of all users ends it.</summary>
    public int? CompletedAfterStep { get; init; }

    /// <summary>Of an unplug: false while a user holds the device.</summary>
    public bool IsDeleted { get; init; } = true;

    public override string ToString() => string.Join(' ', new[]
    {
        Actor, $"{Operation}", File, Container, Device == default ? "" : $"{Device}", Driver ?? "", Word, Id,
        IommuType == 0 ? "" : $"{IommuType}", As.Length == 0 ? "" : $"as {As}",
    }.Where(word => word.Length > 0));
}

/// <summary>What a function that was plugged is.</summary>
public sealed record PluggedIdentity(PciAddress Address, ushort Vendor, ushort Device, uint ClassCode);

/// <summary>What the kernel answered.</summary>
/// <param name="Ret">At least 0 for success; of a write its length.</param>
/// <param name="Errno">Name of the errno; <c>0</c> for success.</param>
/// <param name="Value">Flags of a status, or count of an event; null for anything else.</param>
public sealed record RecordedAnswer(int Ret, string Errno, int? Value)
{
    public override string ToString() =>
        $"{(Ret < 0 ? Errno : $"{Ret}")}{(Value is { } value ? $" ({value})" : "")}";
}

/// <summary>Operations that recordings know.</summary>
public enum OwnershipOperation
{
    SetOverride,
    Bind,
    Unbind,
    Probe,
    Autoprobe,
    Remove,
    Rescan,
    SetGroupType,
    OpenContainer,
    OpenGroup,
    GroupStatus,
    SetContainer,
    UnsetContainer,
    SetIommu,
    GetDevice,
    CloseFd,
    DeviceInfo,
    ReadConfig,
    RequestIrq,
    ReadEvent,
    ExitProcess,
    Plug,
    Unplug,
    WaitDeleted,
    BindUnbind,
    RemoveRescan,
}

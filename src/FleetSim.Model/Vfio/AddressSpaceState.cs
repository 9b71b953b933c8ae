using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>All that a user process keeps: its files, its containers, and the call it is in the middle of.</summary>
/// <param name="User">Names the process to groups.</param>
public sealed record AddressSpaceState(OwnerCookie User)
{
    public ImmutableSortedDictionary<string, VfioFile> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, VfioFile>(StringComparer.Ordinal);

    /// <summary>Files whose name went to another; open until the process ends.</summary>
    public ImmutableList<VfioFile> Nameless { get; init; } = [];

    public ImmutableSortedDictionary<int, VfioContainer> Containers { get; init; } =
        ImmutableSortedDictionary<int, VfioContainer>.Empty;

    /// <summary>Containers that were ever opened; numbers are not reused.</summary>
    public int ContainersOpened { get; init; }

    /// <summary>What containers can map.</summary>
    public ProcessMemory Memory { get; init; } = ProcessMemory.Empty;

    public AddressSpaceStep? Step { get; init; }

    /// <summary>A file of some kind.</summary>
    public VfioFile? Find(string name, VfioFileKind kind) =>
        Files.GetValueOrDefault(name) is { } file && file.Kind == kind ? file : null;

    /// <summary>Number of the container that a group is in, as far as the process knows.</summary>
    public int? ContainerOf(VfioFile group)
    {
        foreach (var (number, container) in Containers)
        {
            if (container.Groups.Contains(group))
            {
                return number;
            }
        }

        return null;
    }

    internal AddressSpaceState With(int container, Type1Iommu? iommu) =>
        this with { Containers = Containers.SetItem(container, Containers[container] with { Iommu = iommu }) };

    /// <summary>Number of the container that the group of an open device is in.</summary>
    internal int? ContainerOfDevice(VfioFile device) =>
        ContainerOf(new VfioFile(VfioFileKind.Group, device.Number, device.Opened));

    internal AddressSpaceState With(string name, VfioFile file) => this with
    {
        Files = Files.SetItem(name, file),
        Nameless = Files.TryGetValue(name, out var older) ? Nameless.Add(older) : Nameless,
    };

    /// <summary>A group is in no container of the process any more.</summary>
    internal AddressSpaceState WithoutGroup(VfioFile group) => ContainerOf(group) is { } number
        ? this with { Containers = Containers.SetItem(number, Containers[number].Without(group)) }
        : this;
}

/// <summary>A call of which a group, a device or the host has not answered yet.</summary>
/// <param name="Call">What the process does.</param>
/// <param name="Phase">Who was asked what.</param>
/// <param name="At">Which of the container's groups it is about.</param>
/// <param name="Turn">How many calls went out before this one.</param>
/// <param name="Closing">Files still to be closed, the one in question first.</param>
/// <param name="Refusal">The answer when what was done is undone.</param>
/// <param name="Program">What the units of a container are being told.</param>
/// <param name="Iommu">The backend that SET_IOMMU attaches groups to; the container's when all are attached.</param>
public sealed record AddressSpaceStep(
    AddressSpaceCall Call,
    AddressSpacePhase Phase,
    int At = 0,
    uint Turn = 0,
    ImmutableList<VfioFile>? Closing = null,
    Errno Refusal = Errno.None,
    Type1Iommu? Iommu = null,
    DomainProgram? Program = null);

/// <summary>What a process waits for.</summary>
public enum AddressSpacePhase : byte
{
    OpeningGroup,
    AskingStatus,

    /// <summary>The groups of a container are asked whether they are in it still.</summary>
    Refreshing,
    Claiming,

    /// <summary>The groups of a container are attached to its domain.</summary>
    Attaching,

    /// <summary>One could not be; those that were are detached.</summary>
    Detaching,

    /// <summary>The group that joined could not be attached: its claim is returned.</summary>
    Unclaiming,
    Unsetting,
    OpeningDevice,
    ArmingEvent,
    ReadingEvent,
    Closing,

    /// <summary>A removal waited for the file that was closed: the host goes on with it.</summary>
    LettingGo,

    /// <summary>Units are told what a container maps.</summary>
    Programming,
}

/// <summary>One turn of a process: what it keeps now, and whom it calls or what it answers.</summary>
public readonly record struct AddressSpaceMove(
    AddressSpaceState State, AddressSpaceOrder? Call, AddressSpaceReply Reply);

/// <summary>A call to a group, a device, the host or a unit: exactly one of the four.</summary>
/// <param name="Group">Number of the group that <paramref name="ToGroup"/> is for.</param>
/// <param name="Device">The device that <paramref name="ToDevice"/> is for.</param>
/// <param name="Unit">Name of the unit that <paramref name="ToUnit"/> is for.</param>
public sealed record AddressSpaceOrder(
    int Group = 0,
    GroupCall? ToGroup = null,
    PciAddress Device = default,
    DeviceCall? ToDevice = null,
    HostCall? ToHost = null,
    string Unit = "",
    DomainCall? ToUnit = null);

/// <summary>What a process hears.</summary>
/// <param name="Value">Of a status its <see cref="VfioStatus"/>; of an event how often there was one.</param>
/// <param name="Size">Of UNMAP_DMA how much was unmapped, of a bitmap how much is dirty, in bytes. A refusal leaves the
/// process's structure as it was, so it has none.</param>
/// <param name="Info">Of a granted GET_INFO; else null.</param>
public readonly record struct AddressSpaceReply(Errno Errno, int Value = 0, ulong Size = 0, DmaInfo? Info = null)
{
    public bool Granted => Errno == Errno.None;
}

using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>What a user process does, as data. Files are named by the process.</summary>
public sealed record AddressSpaceCall
{
    public required AddressSpaceVerb Verb { get; init; }

    public OperationId Id { get; init; }

    /// <summary>The file that is acted on.</summary>
    public string File { get; init; } = "";

    /// <summary>Name of a file that is opened. One that has the name already stays open, nameless.</summary>
    public string As { get; init; } = "";

    /// <summary>The file given to SET_CONTAINER.</summary>
    public string Container { get; init; } = "";

    /// <summary>Number of a group.</summary>
    public int Group { get; init; }

    public PciAddress Device { get; init; }

    /// <summary>The argument of SET_IOMMU.</summary>
    public int Iommu { get; init; }

    /// <summary>The argument of mmap and munmap.</summary>
    public MemoryArea? Memory { get; init; }

    /// <summary>The argument of MAP_DMA, UNMAP_DMA, GET_INFO and DIRTY_PAGES.</summary>
    public DmaArguments? Dma { get; init; }

    public static AddressSpaceCall OpenContainer(string name) =>
        new() { Verb = AddressSpaceVerb.OpenContainer, As = name };

    public static AddressSpaceCall OpenGroup(int group, string name) =>
        new() { Verb = AddressSpaceVerb.OpenGroup, Group = group, As = name };

    public static AddressSpaceCall GroupStatus(string group) =>
        new() { Verb = AddressSpaceVerb.GroupStatus, File = group };

    public static AddressSpaceCall SetContainer(string group, string container) =>
        new() { Verb = AddressSpaceVerb.SetContainer, File = group, Container = container };

    public static AddressSpaceCall UnsetContainer(string group) =>
        new() { Verb = AddressSpaceVerb.UnsetContainer, File = group };

    public static AddressSpaceCall SetIommu(string container, int type) =>
        new() { Verb = AddressSpaceVerb.SetIommu, File = container, Iommu = type };

    public static AddressSpaceCall GetDevice(string group, PciAddress device, string name) =>
        new() { Verb = AddressSpaceVerb.GetDevice, File = group, Device = device, As = name };

    public static AddressSpaceCall DeviceInfo(string device) =>
        new() { Verb = AddressSpaceVerb.DeviceInfo, File = device };

    public static AddressSpaceCall ReadConfig(string device) =>
        new() { Verb = AddressSpaceVerb.ReadConfig, File = device };

    public static AddressSpaceCall RequestEvent(string device, string name) =>
        new() { Verb = AddressSpaceVerb.RequestEvent, File = device, As = name };

    public static AddressSpaceCall ReadEvent(string name) => new() { Verb = AddressSpaceVerb.ReadEvent, File = name };

    /// <summary>mmap(2) at a fixed address.</summary>
    public static AddressSpaceCall MapMemory(ulong start, ulong size, MemoryAccess access, ulong frames) =>
        new() { Verb = AddressSpaceVerb.MapMemory, Memory = new MemoryArea(start, size, access, frames) };

    /// <summary>munmap(2). What is pinned for a container stays.</summary>
    public static AddressSpaceCall UnmapMemory(ulong start, ulong size) =>
        new() { Verb = AddressSpaceVerb.UnmapMemory, Memory = new MemoryArea(start, size) };

    /// <summary><c>VFIO_IOMMU_MAP_DMA</c>.</summary>
    /// <param name="argsz">Size of the structure that is given.</param>
    public static AddressSpaceCall MapDma(
        string container,
        DmaMapFlags flags,
        ulong vaddr,
        ulong iova,
        ulong size,
        uint argsz = DmaArguments.MapSize) => new()
        {
            Verb = AddressSpaceVerb.MapDma,
            File = container,
            Dma = new DmaArguments(argsz, (uint)flags, vaddr, iova, size),
        };

    /// <summary><c>VFIO_IOMMU_UNMAP_DMA</c>.</summary>
    public static AddressSpaceCall UnmapDma(
        string container, DmaUnmapFlags flags, ulong iova, ulong size, uint argsz = DmaArguments.UnmapSize) => new()
        {
            Verb = AddressSpaceVerb.UnmapDma,
            File = container,
            Dma = new DmaArguments(argsz, (uint)flags, Iova: iova, Size: size),
        };

    /// <summary><c>VFIO_IOMMU_GET_INFO</c>.</summary>
    public static AddressSpaceCall DmaInfo(string container, uint argsz = DmaArguments.InfoSize) =>
        new() { Verb = AddressSpaceVerb.DmaInfo, File = container, Dma = new DmaArguments(argsz) };

    /// <summary><c>VFIO_IOMMU_DIRTY_PAGES</c>.</summary>
    public static AddressSpaceCall DirtyTracking(string container, DmaArguments asked) =>
        new() { Verb = AddressSpaceVerb.DirtyTracking, File = container, Dma = asked };

    /// <summary>A unit has lost what a device's container maps: its units are told everything once more.</summary>
    public static AddressSpaceCall Remap(string device) => new() { Verb = AddressSpaceVerb.Remap, File = device };

    public static AddressSpaceCall Close(string name) => new() { Verb = AddressSpaceVerb.Close, File = name };

    /// <summary>The process dies: all its files are closed.</summary>
    public static AddressSpaceCall Exit() => new() { Verb = AddressSpaceVerb.Exit };

    public override string ToString() => string.Join(' ', Words().Where(word => word.Length > 0));

    private IEnumerable<string> Words()
    {
        yield return Verb.ToString();
        yield return File;
        yield return Container;
        yield return Verb == AddressSpaceVerb.OpenGroup ? $"{Group}" : "";
        yield return Verb == AddressSpaceVerb.GetDevice ? $"{Device}" : "";
        yield return Verb == AddressSpaceVerb.SetIommu ? $"{Iommu}" : "";
        yield return Memory is { } memory ? $"{memory.Start:x}+{memory.Size:x} {memory.Access}" : "";
        yield return Dma is { } dma ? $"{dma.Flags:x} {dma.Iova:x}+{dma.Size:x}" : "";
        yield return As.Length > 0 ? $"as {As}" : "";
    }
}

/// <summary>What a user process can do with VFIO.</summary>
public enum AddressSpaceVerb : byte
{
    OpenContainer,
    OpenGroup,
    GroupStatus,
    SetContainer,
    UnsetContainer,
    SetIommu,
    GetDevice,
    DeviceInfo,
    ReadConfig,
    RequestEvent,
    ReadEvent,
    Close,
    Exit,
    MapMemory,
    UnmapMemory,
    MapDma,
    UnmapDma,
    DmaInfo,
    DirtyTracking,

    /// <summary>No call of a program: what the kernel would do if a unit lost its tables.</summary>
    Remap,
}

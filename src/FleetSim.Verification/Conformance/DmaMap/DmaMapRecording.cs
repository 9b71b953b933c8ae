using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Vfio.Type1;
using FleetSim.Verification.Conformance.Ownership;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>What a real kernel answered to containers that map and unmap.</summary>
/// <remarks>Schema <c>oracle/dmamap/1</c>.</remarks>
public sealed record DmaMapRecording
{
    /// <summary>File name as the caller gave it.</summary>
    public required string File { get; init; }

    public required KernelVersion Kernel { get; init; }

    /// <summary>The host's IOMMU; its limit of mappings is each case's own.</summary>
    public required HostIommu Iommu { get; init; }

    public required ImmutableArray<DmaMapCase> Cases { get; init; }
}

/// <summary>A sequence of operations of one process.</summary>
/// <param name="IommuType">What SET_IOMMU is given before the first step, unless the steps begin with that.</param>
/// <param name="EntryLimit">How many mappings a container may have.</param>
public sealed record DmaMapCase(string Name, int IommuType, uint EntryLimit, ImmutableArray<DmaMapStep> Steps)
{
    /// <summary>The steps open their files themselves: the first that is about a file opens one.</summary>
    public bool OpensItsFiles =>
        Steps.FirstOrDefault(step => step.Operation != DmaMapOperation.Buffer) is
        {
            Operation: DmaMapOperation.OpenContainer or DmaMapOperation.OpenGroup,
        };
}

/// <summary>One recorded operation and its answer.</summary>
public sealed record DmaMapStep
{
    public required DmaMapOperation Operation { get; init; }

    /// <summary>The file that is acted on or opened, or the name of a buffer.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of SET_CONTAINER the container.</summary>
    public string Container { get; init; } = "";

    /// <summary>Of an open the kernel's number of the group, of SET_IOMMU the type.</summary>
    public int Number { get; init; }

    public MemoryAccess Access { get; init; }

    public uint Flags { get; init; }

    /// <summary>Where the memory is: behind the begin of a buffer, or an address.</summary>
    public RecordedVaddr Vaddr { get; init; }

    public ulong Iova { get; init; }

    public ulong Size { get; init; }

    /// <summary>Size of the structure; null for its own.</summary>
    public uint? Argsz { get; init; }

    public required RecordedDmaAnswer Answer { get; init; }

    public override string ToString() => string.Join(' ', new[]
    {
        $"{Operation}", Name, Container, Number == 0 ? "" : $"{Number}",
        Operation == DmaMapOperation.Map ? $"{Vaddr}" : "",
        Operation is DmaMapOperation.Map or DmaMapOperation.Unmap ? $"flags {Flags} {Iova:x}+{Size:x}" : "",
        Operation == DmaMapOperation.Buffer ? $"{Access} {Size:x}" : "",
        Argsz is { } argsz ? $"argsz {argsz}" : "",
    }.Where(word => word.Length > 0));
}

/// <summary>An address in a recording.</summary>
/// <param name="Buffer">Name of the buffer that it counts from; null for none.</param>
public readonly record struct RecordedVaddr(string? Buffer, ulong Offset)
{
    public override string ToString() => Buffer is null ? $"{Offset:x}" : $"{Buffer}+{Offset:x}";
}

/// <summary>What the kernel answered.</summary>
/// <param name="Errno">Name of the errno; <c>0</c> for success.</param>
/// <param name="Size">Of UNMAP the size in the structure afterwards; null for anything else.</param>
/// <param name="Info">Of a GET_INFO that succeeded.</param>
public sealed record RecordedDmaAnswer(int Ret, string Errno, ulong? Size, DmaInfo? Info);

/// <summary>Operations that recordings know.</summary>
public enum DmaMapOperation
{
    /// <summary>The process gets memory.</summary>
    Buffer,

    Map,
    Unmap,
    Info,
    OpenContainer,
    OpenGroup,
    SetContainer,
    UnsetContainer,
    SetIommu,
    Close,
}

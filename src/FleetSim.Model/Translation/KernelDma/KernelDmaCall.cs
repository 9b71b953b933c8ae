using System.Collections.Immutable;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>What the driver of a device asks of the kernel's DMA API: what to unmap, then what to map.</summary>
/// <param name="Unmap">What earlier calls have mapped: the address that was answered, and as many bytes.</param>
/// <param name="Map">Memory, which may begin and end within pages, and what the device may do with it. The kernel
/// chooses the address.</param>
/// <remarks>Source: dma_map_page, dma_unmap_page, kernel/dma/mapping.c.</remarks>
public sealed record KernelDmaCall(ImmutableArray<DmaRange> Unmap, ImmutableArray<DmaRange> Map)
{
    /// <summary>A call that comes twice is done once, and answered alike.</summary>
    public OperationId Id { get; init; }

    /// <summary>The highest address that the device can issue (<c>dma_set_mask</c>).</summary>
    public ulong Mask { get; init; } = ulong.MaxValue;

    /// <summary>The life of the unit in which the driver has mapped what it has mapped; 0 for a driver that has mapped
    /// nothing.</summary>
    public ulong Life { get; init; }

    /// <summary>Who asks; the device itself fills it in.</summary>
    public KernelDmaSender? Sender { get; init; }

    /// <summary>Maps one piece of memory, for reading and writing.</summary>
    public static KernelDmaCall MapOne(ulong hpa, ulong size) => new([], [new DmaRange(0, size, hpa, true, true)]);

    /// <summary>Unmaps one piece of memory.</summary>
    public static KernelDmaCall UnmapOne(ulong iova, ulong size) =>
        new([new DmaRange(iova, size, 0, false, false)], []);

    /// <summary>No unit translates for the device: it finds memory where it is.</summary>
    /// <remarks>Source: dma_direct_map_phys, kernel/dma/direct.h. Deviation: what a device cannot reach is refused, and
    /// not copied to where it can.</remarks>
    public KernelDmaReply Direct(ulong life = 0)
    {
        var addresses = ImmutableArray.CreateBuilder<ulong>(Map.Length);
        foreach (var range in Map)
        {
            var reachable = range.Size > 0 && range.Hpa <= Mask && range.Size - 1 <= Mask - range.Hpa;
            addresses.Add(reachable ? range.Hpa : KernelDmaReply.MappingError);
        }

        return new KernelDmaReply(Errno.None) { Addresses = addresses.MoveToImmutable(), Life = life };
    }

    public override string ToString() => $"{Sender?.Device}: {Unmap.Length} unmapped, {Map.Length} mapped for the kernel";
}

/// <summary>The device whose driver asks.</summary>
/// <param name="Group">Number of its group.</param>
/// <param name="Requester">The requester id under which its unit sees it.</param>
public readonly record struct KernelDmaSender(int Group, PciAddress Device, Rid Requester);

/// <summary>What the DMA API answers.</summary>
/// <param name="Errno"><see cref="Errno.ENODEV"/> for a device without a driver that uses the DMA API, or of no group;
/// <see cref="Errno.EHOSTDOWN"/>. Nothing is done then.</param>
/// <param name="Unknown">The unit has been told nothing of the requester: its group is to attach again. Nothing is
/// done.</param>
/// <param name="Forgotten">The unit has begun another life: whatever the driver had mapped is gone. Nothing is
/// done.</param>
/// <remarks>Deviation: no kernel forgets its mappings before its device is gone; here a unit stores nothing, and a
/// driver has to hear of it.</remarks>
public sealed record KernelDmaReply(Errno Errno, bool Unknown = false, bool Forgotten = false)
{
    /// <summary>DMA_MAPPING_ERROR: no address.</summary>
    public const ulong MappingError = ulong.MaxValue;

    /// <summary>Where the device finds each piece of memory, or <see cref="MappingError"/>.</summary>
    public ImmutableArray<ulong> Addresses { get; init; } = [];

    /// <summary>Bytes that no longer translate, whole pages; of a lazy domain, that will not after the next
    /// flush.</summary>
    public ulong UnmappedBytes { get; init; }

    /// <summary>What was to be unmapped and was not mapped like that; the kernel would warn.</summary>
    public int Warnings { get; init; }

    /// <summary>What the driver has to show with its next call, and with requests of its device.</summary>
    public ulong Life { get; init; }

    public bool Granted => Errno == Errno.None && !Unknown && !Forgotten;
}

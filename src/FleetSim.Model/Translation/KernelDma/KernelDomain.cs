using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>The default domain of a group as the kernel's DMA API uses it: it finds IOVAs, maps and unmaps.</summary>
/// <remarks>
/// Strict (<see cref="DefaultDomainType.Dma"/>), an unmap clears, invalidates, and frees the IOVA. Lazy
/// (<see cref="DefaultDomainType.DmaFq"/>), it clears and queues: until the flush a device may still use what is
/// cached, and neither the IOVA nor an emptied table is used again. A table goes only with an unmap that covers it, so
/// that no IOVA of it can be mapped anew while it is cached. Whoever creates the domain programs the context entries.
/// Not modelled: bouncing of partial pages for untrusted devices, scatter lists, software MSI pages, several CPUs.
/// Source: __iommu_dma_map, __iommu_dma_unmap, iommu_dma_init_domain, drivers/iommu/dma-iommu.c;
/// iommu_create_device_direct_mappings, drivers/iommu/iommu.c; <c>reference/translation.md</c> 8.
/// </remarks>
public sealed class KernelDomain
{
    private const ulong PageOffset = (1UL << PhysicalMemory.PageShift) - 1;

    private readonly RemappingHardware _hardware;
    private readonly TableFrames _frames;
    private readonly Dictionary<ulong, ulong> _mapped = [];
    private FlushQueue? _queue;

    /// <param name="id">Tags what the unit caches; nobody else's.</param>
    /// <param name="table">The domain's table, in which nothing is mapped; it must keep empty tables.</param>
    /// <param name="regions">Of the group, the interrupt window among them: none is ever handed out, and direct ones are
    /// mapped one to one.</param>
    public KernelDomain(
        RemappingHardware hardware,
        TableFrames frames,
        ushort id,
        SecondStageTable table,
        DefaultDomainType type,
        IEnumerable<ReservedRegion>? regions = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        Invariant.Require(type is DefaultDomainType.Dma or DefaultDomainType.DmaFq, "TR-DMA");
        Invariant.Require(table.KeepsEmptyTables && table.MappedBytes == 0, "TR-3");
        (_hardware, _frames, Id, Table) = (hardware, frames, id, table);
        _queue = type == DefaultDomainType.DmaFq ? new FlushQueue() : null;
        MapDirect([.. regions ?? []]);
    }

    public ushort Id { get; }

    public SecondStageTable Table { get; }

    public IovaAllocator Iovas { get; } = new();

    /// <summary>Ranges that wait for a flush; 0 for a strict domain.</summary>
    public int Queued => _queue?.Count ?? 0;

    /// <summary>When the flush queue has to be flushed; null while nothing waits for that.</summary>
    public TimeSpan? FlushDue => _queue?.Due;

    /// <summary>Unmaps of what was not mapped like that, and direct regions that cannot be mapped; the kernel would
    /// warn.</summary>
    public long Warnings { get; private set; }

    /// <summary>The type becomes DMA-FQ while drivers use the domain: from now on it is lazy.</summary>
    /// <remarks>Source: iommu_dma_init_fq, called by iommu_group_store_type.</remarks>
    public void AddFlushQueue() => _queue ??= new FlushQueue();

    /// <summary>Maps memory for one device.</summary>
    /// <param name="hpa">First byte; need not be that of a page.</param>
    /// <param name="size">Bytes.</param>
    /// <returns>Where the device finds the first byte; null for DMA_MAPPING_ERROR: nothing asked for, no room, or no
    /// such memory.</returns>
    public ulong? Map(ulong hpa, ulong size, DmaAccess access, DmaDevice device)
    {
        var offset = hpa & PageOffset;
        if (size == 0 || size > PhysicalMemory.WindowBase)
        {
            return null;
        }

        var whole = WholePages(offset, size);
        if (Iovas.Allocate(whole >> PhysicalMemory.PageShift, device, Table.Width.LastIova) is not { } page)
        {
            return null;
        }

        var iova = page << PhysicalMemory.PageShift;
        var errno = Table.Map(iova, hpa - offset, whole, access);
        Invariant.Require(errno != Errno.EADDRINUSE, "TR-2");
        if (errno != Errno.None)
        {
            Iovas.Free(page);
            return null;
        }

        if (_hardware.Capabilities.HasCachingMode)
        {
            _hardware.InvalidateRange(Id, iova, whole, leavesOnly: false);
        }

        _mapped[iova] = whole;
        return iova + offset;
    }

    /// <summary>Unmaps what one call has mapped.</summary>
    /// <returns>Bytes that stop translating, whole pages: at once if strict, at the latest with the next flush if lazy.
    /// 0, and a warning, for what was not mapped like this.</returns>
    public ulong Unmap(ulong iova, ulong size, TimeSpan now)
    {
        var first = iova & ~PageOffset;
        if (!_mapped.TryGetValue(first, out var whole) || size == 0 || size > whole
            || WholePages(iova & PageOffset, size) != whole)
        {
            Warnings++;
            return 0;
        }

        _mapped.Remove(first);
        var unmapped = Table.Unmap(first, whole);
        if (_queue is null)
        {
            _hardware.InvalidateRange(Id, first, whole, leavesOnly: unmapped.Tables.Count == 0);
            Release(first >> PhysicalMemory.PageShift, unmapped);
        }
        else
        {
            Enqueue(_queue, first >> PhysicalMemory.PageShift, unmapped, now);
        }

        return unmapped.Bytes;
    }

    /// <summary>Time has gone on: flushes if the timer of the flush queue has expired.</summary>
    public void AdvanceTo(TimeSpan now)
    {
        if (_queue is not null && _queue.TryExpire(now))
        {
            Flush(_queue);
        }
    }

    /// <summary>Gives all tables back. No requester is on the domain any more.</summary>
    public void Free()
    {
        _hardware.InvalidateIotlb(Id);
        if (_queue is not null)
        {
            Flush(_queue);
        }

        Table.Free();
    }

    private static ulong WholePages(ulong offset, ulong size) => (offset + size + PageOffset) & ~PageOffset;

    private void MapDirect(ReservedRegion[] regions)
    {
        foreach (var region in regions)
        {
            Iovas.Reserve(region.Start >> PhysicalMemory.PageShift, region.End >> PhysicalMemory.PageShift);
        }

        foreach (var (first, last) in DirectRegions.PagesOf(regions))
        {
            var (iova, size) = (first << PhysicalMemory.PageShift, (last - first + 1) << PhysicalMemory.PageShift);
            Warnings += Table.Map(iova, iova, size, DmaAccess.ReadWrite) == Errno.None ? 0 : 1;
        }

        if (_hardware.Capabilities.HasCachingMode)
        {
            _hardware.InvalidateIotlb(Id);
        }
    }

    private void Enqueue(FlushQueue queue, ulong page, UnmappedRange unmapped, TimeSpan now)
    {
        ReleaseFlushed(queue);
        if (queue.IsFull)
        {
            Flush(queue);
        }

        queue.Add(page, unmapped, now);
    }

    private void Flush(FlushQueue queue)
    {
        queue.StartFlush();
        _hardware.InvalidateIotlb(Id);
        queue.FinishFlush();
        ReleaseFlushed(queue);
    }

    private void ReleaseFlushed(FlushQueue queue)
    {
        while (queue.TryTake(out var range))
        {
            Release(range.Page, range.Unmapped);
        }
    }

    private void Release(ulong page, UnmappedRange unmapped)
    {
        unmapped.Return(_frames);
        Iovas.Free(page);
    }
}

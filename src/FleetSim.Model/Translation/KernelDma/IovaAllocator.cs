using System.Numerics;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>Hands out IOVAs of one domain, in pages of 4 KiB: from the top down, each as aligned as it is
/// long.</summary>
/// <remarks>
/// A search begins where the last one ended, separately for limits up to 4 GiB and beyond; what was freed above is
/// found by a second search, once the first has found nothing below. Not modelled: the per-CPU magazines and their
/// depot, with their flush before an allocation fails; so the address of a range that was freed is not preferred.
/// Nor are the address windows of host bridges, which Linux reserves in domains of their devices
/// (iova_reserve_pci_windows): a capture does not tell them.
/// Allocating and freeing cost a move of what lies below, as ranges are kept in an array. Source: alloc_iova_fast,
/// __alloc_and_insert_iova_range, __cached_rbnode_delete_update and reserve_iova, drivers/iommu/iova.c;
/// iommu_dma_alloc_iova, drivers/iommu/dma-iommu.c; <c>reference/translation.md</c> 8.
/// </remarks>
public sealed class IovaAllocator
{
    /// <summary>So many pages, and fewer, are rounded up to a power of two.</summary>
    public const ulong RoundedPagesMax = 32;

    private const ulong Pages4GiB = 1UL << 20;
    private const ulong Last32 = uint.MaxValue;
    private const ulong FirstPage = 1;

    /// <summary>By address, the highest first; the first of them stands above all that can be handed out.</summary>
    private readonly List<IovaRun> _runs = [new(ulong.MaxValue, ulong.MaxValue, IsReserved: true)];

    /// <summary>First page of the run at which the last search ended.</summary>
    private ulong _near = ulong.MaxValue;
    private ulong _near32 = ulong.MaxValue;

    /// <summary>As many pages have found no room, and nothing below 4 GiB was freed since.</summary>
    private ulong _failedPages = Pages4GiB;

    /// <summary>Runs that are handed out or reserved.</summary>
    public int Count => _runs.Count - 1;

    /// <summary>Allocates for a device: below 4 GiB while the device prefers it and there is room, then up to its
    /// mask.</summary>
    /// <param name="pages">At least 1.</param>
    /// <param name="lastIova">The last IOVA that the domain can map.</param>
    /// <returns>Number of the first page; null when there is no room: DMA_MAPPING_ERROR.</returns>
    public ulong? Allocate(ulong pages, DmaDevice device, ulong lastIova)
    {
        ArgumentNullException.ThrowIfNull(device);
        var limit = Math.Min(device.Mask, lastIova);
        if (limit > Last32 && device.Prefers32Bits)
        {
            if (Allocate(pages, Last32 >> PhysicalMemory.PageShift) is { } low)
            {
                return low;
            }

            device.Prefers32Bits = false;
        }

        return Allocate(pages, limit >> PhysicalMemory.PageShift);
    }

    /// <summary>Allocates pages up to a limit.</summary>
    /// <param name="pages">At least 1.</param>
    /// <param name="lastPage">Number of the last page that may be used.</param>
    /// <returns>Number of the first page; null when there is no room.</returns>
    public ulong? Allocate(ulong pages, ulong lastPage)
    {
        Invariant.Require(pages > 0, "TR-IOVA");
        var size = pages < RoundedPagesMax ? BitOperations.RoundUpToPowerOf2(pages) : pages;
        var limit = Math.Min(lastPage, ulong.MaxValue - 1) + 1;
        if (limit <= Pages4GiB && size >= _failedPages)
        {
            return null;
        }

        if (Search(size, limit) is not { } found)
        {
            _failedPages = size;
            return null;
        }

        var run = new IovaRun(found.Page, found.Page + (size - 1), IsReserved: false);
        _runs.Insert(found.Position, run);
        if (run.Last < Pages4GiB)
        {
            _near32 = run.First;
        }
        else
        {
            _near = run.First;
        }

        return run.First;
    }

    /// <summary>Takes back what was allocated.</summary>
    /// <param name="page">Number of its first page.</param>
    public void Free(ulong page)
    {
        var position = PositionOf(page);
        Invariant.Require(
            position < _runs.Count && _runs[position].First == page && !_runs[position].IsReserved, "TR-IOVA");
        var (run, next) = (_runs[position], _runs[position - 1].First);
        if (page == _near32 || (run.Last < Pages4GiB && page >= _near32))
        {
            _near32 = next;
        }

        if (page < Pages4GiB)
        {
            _failedPages = Pages4GiB;
        }

        if (page >= _near)
        {
            _near = next;
        }

        _runs.RemoveAt(position);
    }

    /// <summary>Takes pages out of use, of which none is handed out. Reserved runs that overlap become one.</summary>
    public void Reserve(ulong first, ulong last)
    {
        Invariant.Require(first <= last && last < ulong.MaxValue, "TR-IOVA");
        var position = PositionOf(last);
        while (position < _runs.Count && _runs[position].Last >= first)
        {
            var run = _runs[position];
            Invariant.Require(run.IsReserved, "TR-IOVA");
            (first, last) = (Math.Min(first, run.First), Math.Max(last, run.Last));
            _near32 = _near32 == run.First ? first : _near32;
            _near = _near == run.First ? first : _near;
            _runs.RemoveAt(position);
        }

        _runs.Insert(position, new IovaRun(first, last, IsReserved: true));
    }

    /// <summary>Where pages fit: below where the last search ended, else above it.</summary>
    /// <returns>The first page and its run's position; null when they fit nowhere.</returns>
    private (ulong Page, int Position)? Search(ulong size, ulong limit)
    {
        var start = PositionOf(limit <= Pages4GiB ? _near32 : _near);
        var above = _runs[start].Last;
        return SearchDown(size, limit, FirstPage, start)
            ?? (above < limit ? SearchDown(size, limit, above + 1, 0) : null);
    }

    private (ulong Page, int Position)? SearchDown(ulong size, ulong limit, ulong low, int position)
    {
        var aligned = ulong.MaxValue << (64 - BitOperations.LeadingZeroCount(size - 1));
        var high = limit;
        ulong page;
        do
        {
            high = Math.Min(high, _runs[position].First);
            page = (high - size) & aligned;
            position++;
        }
        while (position < _runs.Count && page <= _runs[position].Last && page >= low);

        // Where fewer pages than asked for are left below, the difference has wrapped.
        return high >= size && page >= low ? (page, position) : null;
    }

    /// <summary>Of the highest run that begins at a page or below it.</summary>
    private int PositionOf(ulong page)
    {
        var (first, last) = (0, _runs.Count);
        while (first < last)
        {
            var middle = (first + last) / 2;
            (first, last) = _runs[middle].First <= page ? (first, middle) : (middle + 1, last);
        }

        return first;
    }
}

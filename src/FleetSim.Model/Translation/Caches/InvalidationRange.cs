using System.Numerics;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>The block of pages that a page-selective invalidation names: 2^mask pages, aligned to that.</summary>
/// <param name="Iova">First byte of the block.</param>
/// <param name="AddressMask">2^so many pages of 4 KiB.</param>
/// <remarks>Source: calculate_psi_aligned_address, drivers/iommu/intel/cache.c; <c>reference/translation.md</c>
/// 1.8.</remarks>
public readonly record struct InvalidationRange(ulong Iova, int AddressMask)
{
    /// <summary>The smallest block that covers a range, as Linux finds it.</summary>
    /// <param name="iova">First byte, of a page.</param>
    /// <param name="pages">At least 1.</param>
    public static InvalidationRange Covering(ulong iova, ulong pages)
    {
        var first = iova >> PhysicalMemory.PageShift;
        var last = first + (pages - 1);
        var mask = pages <= 1 ? 0 : 64 - BitOperations.LeadingZeroCount(pages - 1);
        if ((first & ((1UL << mask) - 1)) != 0)
        {
            // Not aligned to its own size: up to the highest bit in which first and last page differ.
            mask = Math.Max(mask, 64 - BitOperations.LeadingZeroCount(first ^ last));
        }

        return new InvalidationRange(first >> mask << mask << PhysicalMemory.PageShift, mask);
    }
}

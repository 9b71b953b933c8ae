using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>How the driver invalidates a range of a domain.</summary>
/// <remarks>Source: cache_tag_flush_range, drivers/iommu/intel/cache.c; <c>reference/translation.md</c> 1.8.</remarks>
internal static class RangeInvalidation
{
    /// <summary>Invalidates the smallest block that covers the range; all of the domain where the unit has no such
    /// block.</summary>
    /// <param name="iova">First byte, of a page.</param>
    /// <param name="size">Bytes, whole pages.</param>
    /// <param name="leavesOnly">No table pointer has changed.</param>
    public static void InvalidateRange(
        this RemappingHardware hardware, ushort domainId, ulong iova, ulong size, bool leavesOnly)
    {
        var unit = hardware.Capabilities;
        var block = InvalidationRange.Covering(iova, size >> PhysicalMemory.PageShift);
        if (unit.HasPageInvalidation && block.AddressMask <= unit.AddressMaskMax)
        {
            hardware.InvalidateIotlb(domainId, block.Iova, block.AddressMask, leavesOnly);
        }
        else
        {
            hardware.InvalidateIotlb(domainId);
        }
    }
}

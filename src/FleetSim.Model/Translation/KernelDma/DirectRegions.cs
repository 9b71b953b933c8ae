using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.KernelDma;

/// <summary>The regions of a group that firmware wants mapped one to one.</summary>
/// <remarks>Source: iommu_create_device_direct_mappings, drivers/iommu/iommu.c, which leaves alone what another region
/// has mapped already.</remarks>
internal static class DirectRegions
{
    /// <summary>First and last page of each run of pages; no page twice.</summary>
    public static IReadOnlyList<(ulong First, ulong Last)> PagesOf(IEnumerable<ReservedRegion> regions)
    {
        var runs = new List<(ulong First, ulong Last)>();
        var direct = regions.Where(region => region.Type is "direct" or "direct-relaxable");
        foreach (var region in direct.OrderBy(region => region.Start))
        {
            var (first, last) = (region.Start >> PhysicalMemory.PageShift, region.End >> PhysicalMemory.PageShift);
            if (runs.Count > 0 && first <= runs[^1].Last)
            {
                runs[^1] = (runs[^1].First, Math.Max(runs[^1].Last, last));
            }
            else
            {
                runs.Add((first, last));
            }
        }

        return runs;
    }
}

using System.Collections.Immutable;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>The list of IOVA ranges that a container may map, sorted.</summary>
/// <remarks>
/// Source: vfio_iommu_aper_resize, vfio_iommu_resv_exclude, vfio_iommu_iova_dma_valid in
/// drivers/vfio/vfio_iommu_type1.c.
/// </remarks>
internal static class ValidIovas
{
    /// <summary>Whether a range is inside one of the list's.</summary>
    public static bool Contain(this ImmutableArray<IovaRange> valid, ulong first, ulong last)
    {
        foreach (var range in valid)
        {
            if (range.Contains(first, last))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What of the list is inside an aperture; of no list yet, the aperture.</summary>
    public static ImmutableArray<IovaRange> Within(this ImmutableArray<IovaRange> valid, IovaRange aperture) =>
        valid.IsEmpty
            ? [aperture]
            :
            [
                .. valid.Where(range => range.Last >= aperture.First && range.First <= aperture.Last)
                    .Select(range => new IovaRange(
                        Math.Max(range.First, aperture.First), Math.Min(range.Last, aperture.Last))),
            ];

    /// <summary>The list without regions; it may end up empty.</summary>
    public static ImmutableArray<IovaRange> Excluding(
        this ImmutableArray<IovaRange> valid, IEnumerable<ReservedRegion> regions) =>
        regions.Aggregate(valid, (left, region) => [.. left.SelectMany(range => Without(range, region))]);

    private static IEnumerable<IovaRange> Without(IovaRange range, ReservedRegion region)
    {
        if (region.Start > range.Last || region.End < range.First)
        {
            yield return range;
            yield break;
        }

        if (region.Start > range.First)
        {
            yield return range with { Last = region.Start - 1 };
        }

        if (region.End < range.Last)
        {
            yield return range with { First = region.End + 1 };
        }
    }
}

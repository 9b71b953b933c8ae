using System.Numerics;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>DIRTY_PAGES of a container with a type 1 backend: whether dirty pages are tracked.</summary>
/// <remarks>
/// Groups of PCI devices do not tell type 1 which pages they write, so every page that is mapped counts as dirty, and a
/// bitmap is told by how much it has of them (asked of 6.1). Not modelled: bits that the units could tell. Source:
/// vfio_iommu_type1_dirty_pages, vfio_iova_dirty_bitmap, update_user_bitmap, verify_bitmap_size in
/// drivers/vfio/vfio_iommu_type1.c; <c>reference/userapi.md</c> 1.5. Deviation: where mappings share a word of the
/// bitmap, 6.1 leaves bits of one call behind for the next, of pages that are not mapped; here they are not counted.
/// </remarks>
public static class Type1Dirty
{
    /// <summary>A bitmap has a bit for each of so many pages at most.</summary>
    private const ulong PagesMax = int.MaxValue;

    /// <summary>Starts or stops tracking, or asks for the bitmap of a range.</summary>
    /// <returns>
    /// Of a bitmap, in <see cref="Type1Verdict.Size"/>, how many bytes of the range are dirty. Else
    /// <see cref="Errno.EACCES"/> by type 1; <see cref="Errno.EINVAL"/> for a structure that is too small, anything but
    /// one known flag, and for a bitmap: a range that wraps, is empty or no whole pages, a bitmap of no possible size
    /// or of other pages than the smallest, without tracking, a range that cuts a mapping in two.
    /// </returns>
    public static Type1Verdict Dirty(this Type1Iommu iommu, DmaArguments asked)
    {
        if (!iommu.IsV2)
        {
            return new Type1Verdict(iommu, Errno.EACCES);
        }

        if (asked.Argsz < DmaArguments.DirtySize)
        {
            return new Type1Verdict(iommu, Errno.EINVAL);
        }

        return (DirtyPagesFlags)asked.Flags switch
        {
            DirtyPagesFlags.Start => new Type1Verdict(iommu with { IsTracking = true }),
            DirtyPagesFlags.Stop => new Type1Verdict(iommu with { IsTracking = false }),
            DirtyPagesFlags.GetBitmap when MayGet(iommu, asked) =>
                new Type1Verdict(iommu, Errno.None, iommu.Mappings.SizeIn(asked.Iova, asked.Size)),
            _ => new Type1Verdict(iommu, Errno.EINVAL),
        };
    }

    /// <summary>Whether there is room for the bits of all pages, and for not too many.</summary>
    internal static bool FitsBitmap(DmaArguments asked)
    {
        var pages = asked.BitmapPageSize == 0
            ? 0
            : asked.Size >> BitOperations.TrailingZeroCount(asked.BitmapPageSize);
        return pages != 0 && asked.BitmapSize != 0 && asked.BitmapSize <= BytesFor(PagesMax)
            && asked.BitmapSize >= BytesFor(pages);
    }

    private static bool MayGet(Type1Iommu iommu, DmaArguments asked)
    {
        var pageSize = iommu.PageSize;
        return asked.Argsz >= DmaArguments.DirtySize + DmaArguments.DirtyGetSize
            && unchecked(asked.Iova + asked.Size) >= asked.Iova
            && FitsBitmap(asked)
            && asked.BitmapPageSize == pageSize
            && ((asked.Iova | asked.Size) & (pageSize - 1)) == 0
            && iommu.IsTracking
            && !iommu.Mappings.CutBy(asked.Iova, asked.Size);
    }

    /// <summary>Bytes of a bitmap, in words of 64 bits.</summary>
    private static ulong BytesFor(ulong pages) => (pages + 63) / 64 * 8;
}

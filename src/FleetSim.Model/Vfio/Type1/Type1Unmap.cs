using System.Collections.Immutable;
using FleetSim.Model.Translation;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>UNMAP_DMA of a container with a type 1 backend.</summary>
/// <remarks>
/// A mapping is unmapped as a whole. Type 3 insists on ranges that cut none in two; type 1 unmaps every mapping whose
/// first IOVA is in the range, unless the range begins in the middle of one. Source: vfio_iommu_type1_unmap_dma,
/// vfio_dma_do_unmap in drivers/vfio/vfio_iommu_type1.c; <c>reference/userapi.md</c> 1.5.
/// </remarks>
public static class Type1Unmap
{
    /// <summary>Unmaps, or says of what it would unmap that the virtual addresses are out of date.</summary>
    /// <returns>
    /// <see cref="Errno.EINVAL"/>, in test order: for a structure that is too small, flags that are not known or do
    /// not go together, a bitmap of no possible size; an IOVA that does not begin a page; with ALL anything but IOVA
    /// and size 0, else size 0, no whole pages, or IOVAs that wrap; a bitmap without tracking or of other pages than
    /// the smallest; by type 3 a range that cuts a mapping in two; a virtual address that is out of date already.
    /// </returns>
    public static Type1Verdict Unmap(this Type1Iommu iommu, DmaArguments asked)
    {
        var flags = (DmaUnmapFlags)asked.Flags;
        if (!IsWellFormed(asked, flags)
            || !IsRange(asked, flags, iommu.PageSize)
            || !MayHaveBitmap(iommu, asked, flags))
        {
            return new Type1Verdict(iommu, Errno.EINVAL);
        }

        var isAll = flags.HasFlag(DmaUnmapFlags.All);
        var size = isAll ? ulong.MaxValue : asked.Size;
        if (iommu.IsV2 && !isAll && iommu.Mappings.CutBy(asked.Iova, size))
        {
            return new Type1Verdict(iommu, Errno.EINVAL);
        }

        var (first, count) = Covered(iommu, asked.Iova, size);
        return flags.HasFlag(DmaUnmapFlags.Vaddr) ? Invalidate(iommu, first, count) : Remove(iommu, first, count);
    }

    private static bool IsWellFormed(DmaArguments asked, DmaUnmapFlags flags)
    {
        if (asked.Argsz < DmaArguments.UnmapSize || (flags & ~DmaUnmapFlags.Known) != 0)
        {
            return false;
        }

        return !flags.HasFlag(DmaUnmapFlags.GetDirtyBitmap)
            || (flags == DmaUnmapFlags.GetDirtyBitmap
                && asked.Argsz >= DmaArguments.UnmapSize + DmaArguments.BitmapHeadSize
                && Type1Dirty.FitsBitmap(asked));
    }

    private static bool IsRange(DmaArguments asked, DmaUnmapFlags flags, ulong pageSize)
    {
        if ((asked.Iova & (pageSize - 1)) != 0)
        {
            return false;
        }

        return flags.HasFlag(DmaUnmapFlags.All)
            ? (asked.Iova | asked.Size) == 0
            : asked.Size != 0 && (asked.Size & (pageSize - 1)) == 0
                && unchecked(asked.Iova + asked.Size - 1) >= asked.Iova;
    }

    private static bool MayHaveBitmap(Type1Iommu iommu, DmaArguments asked, DmaUnmapFlags flags) =>
        !flags.HasFlag(DmaUnmapFlags.GetDirtyBitmap) || (iommu.IsTracking && asked.BitmapPageSize == iommu.PageSize);

    /// <summary>The mappings that a range stands for: the first one's index, and how many.</summary>
    private static (int First, int Count) Covered(Type1Iommu iommu, ulong iova, ulong size)
    {
        var first = iommu.Mappings.FirstIn(iova, size);
        var isStopped = first == iommu.Mappings.Count || (!iommu.IsV2 && iommu.Mappings[first].Iova < iova);
        return (first, isStopped ? 0 : iommu.Mappings.FirstFrom(iova + size) - first);
    }

    private static Type1Verdict Remove(Type1Iommu iommu, int first, int count)
    {
        var size = 0UL;
        var invalid = 0;
        var unmapped = ImmutableArray.CreateBuilder<DmaRange>(count);
        for (var i = first; i < first + count; i++)
        {
            var mapping = iommu.Mappings[i];
            size += mapping.Size;
            invalid += mapping.IsVaddrInvalid ? 1 : 0;
            unmapped.AddRange(mapping.Ranges);
        }

        var next = count == 0
            ? iommu
            : iommu with
            {
                Mappings = iommu.Mappings.Remove(first, count),
                VaddrsInvalid = iommu.VaddrsInvalid - invalid,
            };
        return new Type1Verdict(next, Errno.None, size) { Unmapped = unmapped.ToImmutable() };
    }

    private static Type1Verdict Invalidate(Type1Iommu iommu, int first, int count)
    {
        var size = 0UL;
        var mappings = iommu.Mappings;
        for (var i = first; i < first + count; i++)
        {
            if (mappings[i].IsVaddrInvalid)
            {
                return new Type1Verdict(iommu, Errno.EINVAL);
            }

            size += mappings[i].Size;
            mappings = mappings.Set(i, mappings[i] with { IsVaddrInvalid = true });
        }

        return new Type1Verdict(
            iommu with { Mappings = mappings, VaddrsInvalid = iommu.VaddrsInvalid + count }, Errno.None, size);
    }
}

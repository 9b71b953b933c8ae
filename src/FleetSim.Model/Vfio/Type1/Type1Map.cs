namespace FleetSim.Model.Vfio.Type1;

/// <summary>MAP_DMA of a container with a type 1 backend.</summary>
/// <remarks>
/// Source: vfio_iommu_type1_map_dma, vfio_dma_do_map in drivers/vfio/vfio_iommu_type1.c;
/// <c>reference/userapi.md</c> 1.5.
/// </remarks>
public static class Type1Map
{
    /// <summary>Maps memory of a process, or gives a mapping whose virtual address is out of date another.</summary>
    /// <returns>
    /// In test order: <see cref="Errno.EINVAL"/> for a structure that is too small, flags that are not known or do not
    /// go together, size 0, anything that does not begin a page, or addresses that wrap; for a virtual address
    /// <see cref="Errno.ENOENT"/> without a mapping, <see cref="Errno.EINVAL"/> when it is not out of date or not of
    /// just this range; <see cref="Errno.EEXIST"/> where something is mapped; <see cref="Errno.ENOSPC"/> with no more
    /// mappings allowed; <see cref="Errno.EINVAL"/> outside of the IOVAs that may be mapped;
    /// <see cref="Errno.EFAULT"/> for memory that cannot be pinned.
    /// </returns>
    public static Type1Verdict Map(this Type1Iommu iommu, DmaArguments asked, ProcessMemory memory)
    {
        if (!IsWellFormed(asked, iommu.PageSize))
        {
            return new Type1Verdict(iommu, Errno.EINVAL);
        }

        var there = iommu.Mappings.Find(asked.Iova, asked.Size);
        if (FlagsOf(asked) == DmaMapFlags.Vaddr)
        {
            return Readdress(iommu, asked, there);
        }

        var errno = there is not null ? Errno.EEXIST
            : iommu.Available == 0 ? Errno.ENOSPC
            : !iommu.Valid.Contain(asked.Iova, asked.Iova + (asked.Size - 1)) ? Errno.EINVAL
            : Errno.None;
        return errno != Errno.None ? new Type1Verdict(iommu, errno) : Pin(iommu, asked, memory);
    }

    private static DmaMapFlags FlagsOf(DmaArguments asked) => (DmaMapFlags)asked.Flags;

    private static bool IsWellFormed(DmaArguments asked, ulong pageSize)
    {
        var flags = FlagsOf(asked);
        if (asked.Argsz < DmaArguments.MapSize || (flags & ~DmaMapFlags.Known) != 0
            || flags.HasFlag(DmaMapFlags.Vaddr) == ((flags & ~DmaMapFlags.Vaddr) != 0))
        {
            return false;
        }

        var isAligned = asked.Size != 0 && ((asked.Size | asked.Iova | asked.Vaddr) & (pageSize - 1)) == 0;
        return isAligned && !Wraps(asked.Iova, asked.Size) && !Wraps(asked.Vaddr, asked.Size);
    }

    private static bool Wraps(ulong first, ulong size) => unchecked(first + size - 1) < first;

    private static Type1Verdict Pin(Type1Iommu iommu, DmaArguments asked, ProcessMemory memory)
    {
        var flags = FlagsOf(asked);
        var ranges = memory.Pin(
            asked.Vaddr,
            asked.Size,
            asked.Iova,
            flags.HasFlag(DmaMapFlags.Read),
            flags.HasFlag(DmaMapFlags.Write));
        if (ranges.IsEmpty)
        {
            return new Type1Verdict(iommu, Errno.EFAULT);
        }

        var mapping = new DmaMapping(asked.Iova, asked.Size, asked.Vaddr, ranges);
        return new Type1Verdict(iommu with { Mappings = iommu.Mappings.Add(mapping) }) { Mapped = ranges };
    }

    /// <summary>The memory stays what it is; only where the process has it is another.</summary>
    private static Type1Verdict Readdress(Type1Iommu iommu, DmaArguments asked, DmaMapping? mapping)
    {
        if (mapping is null)
        {
            return new Type1Verdict(iommu, Errno.ENOENT);
        }

        if (!mapping.IsVaddrInvalid || mapping.Iova != asked.Iova || mapping.Size != asked.Size)
        {
            return new Type1Verdict(iommu, Errno.EINVAL);
        }

        var index = iommu.Mappings.FirstFrom(mapping.Iova);
        return new Type1Verdict(iommu with
        {
            Mappings = iommu.Mappings.Set(index, mapping with { Vaddr = asked.Vaddr, IsVaddrInvalid = false }),
            VaddrsInvalid = iommu.VaddrsInvalid - 1,
        });
    }
}

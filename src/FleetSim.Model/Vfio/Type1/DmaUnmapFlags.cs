namespace FleetSim.Model.Vfio.Type1;

/// <summary>Flags of <c>VFIO_IOMMU_UNMAP_DMA</c>.</summary>
/// <remarks>Source: include/uapi/linux/vfio.h.</remarks>
[Flags]
public enum DmaUnmapFlags : uint
{
    None = 0,

    /// <summary>Says besides which pages of what is unmapped are dirty.</summary>
    GetDirtyBitmap = 1 << 0,

    /// <summary>Everything, whatever is mapped.</summary>
    All = 1 << 1,

    /// <summary>Nothing is unmapped: the virtual addresses are out of date.</summary>
    Vaddr = 1 << 2,

    Known = GetDirtyBitmap | All | Vaddr,
}

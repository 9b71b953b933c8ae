namespace FleetSim.Model.Vfio.Type1;

/// <summary>Flags of <c>VFIO_IOMMU_MAP_DMA</c>.</summary>
/// <remarks>Source: include/uapi/linux/vfio.h.</remarks>
[Flags]
public enum DmaMapFlags : uint
{
    None = 0,

    /// <summary>The device may read.</summary>
    Read = 1 << 0,

    /// <summary>The device may write.</summary>
    Write = 1 << 1,

    /// <summary>Nothing is mapped: a mapping gets a virtual address again.</summary>
    Vaddr = 1 << 2,

    Known = Read | Write | Vaddr,
}

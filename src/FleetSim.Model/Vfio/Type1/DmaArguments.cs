namespace FleetSim.Model.Vfio.Type1;

/// <summary>
/// The structure that a process gives to MAP_DMA, UNMAP_DMA, DIRTY_PAGES or GET_INFO of a container, unchecked.
/// </summary>
/// <param name="Argsz">How large the process says that it is, in bytes.</param>
/// <param name="Flags"><see cref="DmaMapFlags"/>, <see cref="DmaUnmapFlags"/> or <see cref="DirtyPagesFlags"/>.</param>
/// <param name="Vaddr">Of MAP: where the memory is.</param>
/// <param name="Iova">First IOVA.</param>
/// <param name="Size">In bytes.</param>
/// <param name="BitmapPageSize">Where a bitmap is asked for: what one bit of it stands for, in bytes.</param>
/// <param name="BitmapSize">Room for the bitmap, in bytes.</param>
/// <remarks>
/// Source: include/uapi/linux/vfio.h. Deviation: the structures are always readable memory, and so is the bitmap.
/// </remarks>
public sealed record DmaArguments(
    uint Argsz,
    uint Flags = 0,
    ulong Vaddr = 0,
    ulong Iova = 0,
    ulong Size = 0,
    ulong BitmapPageSize = 0,
    ulong BitmapSize = 0)
{
    /// <summary>Size of <c>struct vfio_iommu_type1_dma_map</c>.</summary>
    public const uint MapSize = 32;

    /// <summary>Size of <c>struct vfio_iommu_type1_dma_unmap</c>.</summary>
    public const uint UnmapSize = 24;

    /// <summary>Size of <c>struct vfio_iommu_type1_info</c> up to the page sizes.</summary>
    public const uint InfoSize = 16;

    /// <summary>Size of <c>struct vfio_iommu_type1_dirty_bitmap</c>.</summary>
    public const uint DirtySize = 8;

    /// <summary>Size of <c>struct vfio_iommu_type1_dirty_bitmap_get</c>.</summary>
    public const uint DirtyGetSize = 40;

    /// <summary>Size of <c>struct vfio_bitmap</c>.</summary>
    public const uint BitmapHeadSize = 24;
}

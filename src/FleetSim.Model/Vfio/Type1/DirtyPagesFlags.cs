namespace FleetSim.Model.Vfio.Type1;

/// <summary>Flags of <c>VFIO_IOMMU_DIRTY_PAGES</c>.</summary>
/// <remarks>Source: include/uapi/linux/vfio.h.</remarks>
[Flags]
public enum DirtyPagesFlags : uint
{
    None = 0,
    Start = 1 << 0,
    Stop = 1 << 1,
    GetBitmap = 1 << 2,
    Known = Start | Stop | GetBitmap,
}

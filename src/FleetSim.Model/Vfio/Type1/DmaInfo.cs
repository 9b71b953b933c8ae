using System.Collections.Immutable;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>What <c>VFIO_IOMMU_GET_INFO</c> answers.</summary>
/// <param name="PageSizes">Page sizes of the IOMMU, one bit each.</param>
/// <param name="Ranges">The IOVAs that may be mapped.</param>
/// <param name="Available">How many more mappings there may be.</param>
/// <remarks>
/// Source: vfio_iommu_type1_get_info in drivers/vfio/vfio_iommu_type1.c. Deviation: the capabilities always have room
/// in the caller's structure; the page sizes of dirty bitmaps, always the smallest, are left out.
/// </remarks>
public sealed record DmaInfo(ulong PageSizes, ImmutableArray<IovaRange> Ranges, uint Available);

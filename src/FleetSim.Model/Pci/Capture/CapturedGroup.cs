using System.Collections.Immutable;

namespace FleetSim.Model.Pci.Capture;

/// <summary>An IOMMU group as the kernel showed it.</summary>
/// <param name="Id">Number under <c>/sys/kernel/iommu_groups</c>.</param>
/// <param name="Devices">Its members, ascending.</param>
/// <param name="Type">Type of the default domain: <c>DMA</c>, <c>DMA-FQ</c>, <c>identity</c>; null when not
/// recorded.</param>
/// <param name="HasVfioNode">Whether <c>/dev/vfio/ID</c> exists.</param>
public sealed record CapturedGroup(
    int Id,
    ImmutableArray<PciAddress> Devices,
    string? Type,
    ImmutableArray<ReservedRegion> ReservedRegions,
    bool HasVfioNode);

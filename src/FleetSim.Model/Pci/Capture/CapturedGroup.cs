using System.Collections.Immutable;

namespace FleetSim.Model.Pci;

/// <summary>An IOMMU group as the kernel showed it.</summary>
/// <param name="Id">Number under <c>/sys/kernel/iommu_groups</c>.</param>
/// <param name="Devices">Its members, ascending.</param>
/// <param name="Type">Type of the default domain: <c>DMA</c>, <c>DMA-FQ</c>, <c>identity</c>; null when not recorded.</param>
/// <param name="HasVfioNode">Whether <c>/dev/vfio/ID</c> exists.</param>
public sealed record CapturedGroup(
    int Id,
    ImmutableArray<PciAddress> Devices,
    string? Type,
    ImmutableArray<ReservedRegion> ReservedRegions,
    bool HasVfioNode);

/// <summary>A range of IOVAs that a group must not map freely.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">Last byte.</param>
/// <param name="Type">As sysfs has it: <c>direct</c>, <c>direct-relaxable</c>, <c>msi</c>, <c>reserved</c>.</param>
public readonly record struct ReservedRegion(ulong Start, ulong End, string Type);

using System.Collections.Immutable;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance;

/// <summary>An IOMMU group as sysfs would show it.</summary>
/// <param name="Devices">Its members, in any order.</param>
/// <param name="Type">The word for the default domain's type; null for <c>unknown</c>.</param>
public sealed record GroupView(
    int Id, ImmutableArray<PciAddress> Devices, string? Type, ImmutableArray<ReservedRegion> ReservedRegions);

using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts;

/// <summary>What a host is made of, before any policy has booted it.</summary>
/// <param name="Name">Name of the kind, or of the file it was read from.</param>
/// <param name="Topology">What is there at power-on.</param>
/// <param name="Iommu">Its IOMMU, and what the kernel was told of it.</param>
/// <param name="Slots">Where functions come and go.</param>
public sealed record HostSource(string Name, PciTopology Topology, HostIommu Iommu, ImmutableArray<HotplugSlot> Slots)
{
    /// <summary>The drivers it loads; unless told otherwise, every known one.</summary>
    public DriverCatalogue Drivers { get; init; } = DriverCatalogue.Standard;

    /// <summary>The host after boot.</summary>
    /// <exception cref="InvariantViolationException">The policy broke its own rules while drivers were
    /// bound.</exception>
    public HostTemplate Boot(OwnershipPolicy policy) =>
        HostTemplate.Boot(Name, Topology, Iommu, policy, Drivers, Slots);
}

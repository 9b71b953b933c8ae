using System.Collections.Frozen;
using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Hosts;

/// <summary>A host as it is after boot: what every simulated host of one kind starts from, shared and never
/// changed.</summary>
/// <remarks>
/// A part of a host that nobody has touched is its template's: a fleet of any size costs one template a kind.
/// </remarks>
public sealed record HostTemplate
{
    /// <summary>Name of the kind, or of the file the host was cloned from.</summary>
    public required string Name { get; init; }

    /// <summary>Slots, registered functions, and groups.</summary>
    public required HostState Host { get; init; }

    public required FrozenDictionary<PciAddress, DeviceState> Devices { get; init; }

    /// <summary>Groups by number.</summary>
    public required ImmutableArray<GroupRecord> Groups { get; init; }

    public required FrozenDictionary<string, UnitState> Units { get; init; }

    /// <summary>Where subtrees can be plugged and unplugged.</summary>
    public ImmutableArray<HotplugSlot> Slots { get; init; } = [];

    /// <summary>Every device that is not a bridge, at boot or in a slot, by address.</summary>
    public required ImmutableArray<PciAddress> Endpoints { get; init; }

    /// <summary>The drivers it has loaded.</summary>
    public required DriverCatalogue Drivers { get; init; }

    /// <summary>
    /// Boots a host: all functions are registered, the IOMMU driver groups them in registration order, then every
    /// device is offered to its driver.
    /// </summary>
    /// <param name="topology">What is in the slots at power-on.</param>
    /// <exception cref="InvariantViolationException">The policy broke its own rules while the drivers were
    /// bound.</exception>
    public static HostTemplate Boot(
        string name,
        PciTopology topology,
        HostIommu iommu,
        OwnershipPolicy policy,
        DriverCatalogue? drivers = null,
        ImmutableArray<HotplugSlot> slots = default)
    {
        var loaded = (drivers ?? DriverCatalogue.Standard).Locking(policy.OpensLeavingDevices);
        var host = new LocalHost(policy, loaded, HostState.Empty(iommu));
        host.Boot(topology);
        return host.ToTemplate(name, slots.IsDefault ? [] : slots);
    }
}

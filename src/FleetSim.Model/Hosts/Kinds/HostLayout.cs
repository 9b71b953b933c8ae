using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>What a <see cref="HostBuilder"/> made.</summary>
internal sealed record HostLayout(PciTopology Topology, ImmutableArray<HotplugSlot> Slots);

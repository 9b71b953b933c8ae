using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A place of a host where one subtree, always the same, is plugged and unplugged.</summary>
/// <param name="Name">As the chassis labels it; unique in the host kind.</param>
/// <param name="Port">The bridge on whose secondary bus the subtree begins; for VFs their physical function.</param>
/// <param name="Functions">The subtree, by address: bridges come before what is below them.</param>
/// <param name="PresentAtBoot">The host boots with it.</param>
/// <remarks>
/// Not every slot has a hot-plug controller: where there is none, <c>remove</c> and <c>rescan</c> in sysfs do the same.
/// For virtual functions it is a write of <c>sriov_numvfs</c>; the physical function keeps the NumVFs it has at boot.
/// </remarks>
public sealed record HotplugSlot(
    string Name, PciAddress Port, ImmutableArray<PciFunction> Functions, bool PresentAtBoot)
{
    /// <summary>Holds virtual functions, which come and go all at once.</summary>
    public bool IsVirtual => Functions[0].PhysicalFunction == Port;

    /// <summary>What is unplugged to empty the slot: its functions that are not below another one of it.</summary>
    public ImmutableArray<PciAddress> Tops
    {
        get
        {
            var below = Functions
                .Where(function => function.Buses is not null)
                .Select(bridge => new PciBus(bridge.Address.Segment, bridge.Buses!.Value.Secondary))
                .ToHashSet();
            return
            [
                .. Functions.Select(function => function.Address).Where(address => !below.Contains(address.OnBus)),
            ];
        }
    }

    /// <summary>All of the slot's functions are there.</summary>
    public bool IsOccupied(PciTopology topology) =>
        Functions.All(function => topology.Contains(function.Address));

    /// <exception cref="InputException">The slot is occupied.</exception>
    public PciTopology PlugInto(PciTopology topology) => topology.Plug(Functions);

    /// <summary>The topology with the slot empty; the same when it was.</summary>
    public PciTopology UnplugFrom(PciTopology topology) =>
        Tops.Reverse().Aggregate(topology, (rest, top) => rest.Unplug(top));

    public override string ToString() => Name;
}

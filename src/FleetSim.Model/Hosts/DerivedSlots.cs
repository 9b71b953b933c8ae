using System.Collections.Immutable;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Hosts;

/// <summary>
/// Where functions of a host that was cloned from a real one can come and go: nobody told, so it is derived.
/// </summary>
/// <remarks>
/// What is below a port that has no port below it is one slot. On a root bus each device that is not part of the
/// chipset is one: sysfs can remove it and a rescan brings it back.
/// </remarks>
public static class DerivedSlots
{
    /// <summary>Most slots of one host; a storm gains nothing from more.</summary>
    private const int SlotsMax = 64;

    public static ImmutableArray<HotplugSlot> Of(PciTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var below = topology.Functions
            .Where(function => function.IsBridge).SelectMany(bridge => Below(topology, bridge));
        var onRoot = topology.RootBuses().SelectMany(bus => OnRootBus(topology, bus));
        return [.. below.Concat(onRoot).Take(SlotsMax)];
    }

    private static IEnumerable<HotplugSlot> Below(PciTopology topology, PciFunction bridge)
    {
        if (bridge.Buses is not { Secondary: > 0 } buses)
        {
            yield break;
        }

        var bus = new PciBus(bridge.Address.Segment, buses.Secondary);
        foreach (var slot in topology.On(bus).Where(function => !function.IsVirtual).GroupBy(function => function.Address.Slot))
        {
            if (!slot.Any(function => function.IsBridge))
            {
                yield return Slot(topology, bridge.Address, slot);
            }
        }
    }

    private static IEnumerable<HotplugSlot> OnRootBus(PciTopology topology, PciBus bus)
    {
        foreach (var slot in topology.On(bus).Where(function => !function.IsVirtual).GroupBy(function => function.Address.Slot))
        {
            // Base class 6 is the chipset: host, ISA and PCI bridges.
            if (slot.All(function => function.ClassCode >> 16 != 0x06))
            {
                yield return Slot(topology, slot.First().Address, slot);
            }
        }
    }

    private static HotplugSlot Slot(PciTopology topology, PciAddress port, IEnumerable<PciFunction> functions)
    {
        var all = functions.SelectMany(function => topology.Subtree(function.Address)).Distinct().ToImmutableArray();
        return new HotplugSlot($"slot-{all[0].Address}", port, all, PresentAtBoot: true);
    }
}

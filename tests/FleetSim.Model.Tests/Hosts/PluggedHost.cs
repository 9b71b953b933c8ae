using FleetSim.Model.Groups;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Hosts;

/// <summary>A host of some kind, its slots plugged and unplugged as the kernel registers what comes and goes.</summary>
internal sealed record PluggedHost(PciTopology Topology, GroupTable Groups)
{
    /// <summary>The groups as text: members sorted, one group a line.</summary>
    public string Shape => string.Join('\n', Groups.Groups
        .Select(group => string.Join(' ', group.Members.Order()))
        .Order(StringComparer.Ordinal));

    public static PluggedHost Boot(HostKind kind) => new(kind.Topology, GroupTable.Boot(kind.Topology, kind.Grouping));

    public PluggedHost Plug(HotplugSlot slot)
    {
        var topology = slot.PlugInto(Topology);
        var groups = topology.ScanOrder()
            .Where(function => !Topology.Contains(function.Address))
            .Aggregate(Groups, (table, function) => table.Add(function, topology).Table);
        return new PluggedHost(topology, groups);
    }

    public PluggedHost Unplug(HotplugSlot slot)
    {
        var topology = slot.UnplugFrom(Topology);
        var groups = Topology.ScanOrder().Reverse()
            .Where(function => !topology.Contains(function.Address))
            .Aggregate(Groups, (table, function) => table.Remove(function.Address));
        return new PluggedHost(topology, groups);
    }
}

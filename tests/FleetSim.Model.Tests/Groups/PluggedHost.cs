using FleetSim.Model.Groups;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Groups;

/// <summary>A host whose functions come and go, one by one.</summary>
internal sealed class PluggedHost(string boot)
{
    public PciTopology Topology { get; private set; } = TopologyText.Parse(boot);

    public GroupTable Table { get; private set; } = TopologyText.Boot(boot);

    public string Groups => TopologyText.Print(Table);

    /// <summary>The reason of the latest addition.</summary>
    public GroupAddition? Latest { get; private set; }

    public PluggedHost Add(string functions)
    {
        foreach (var function in TopologyText.Functions(functions))
        {
            Topology = Topology.Plug([function]);
            Latest = Table.Add(function, Topology);
            Table = Latest.Table;
        }

        return this;
    }

    public PluggedHost Remove(string address)
    {
        foreach (var leaving in Topology.Subtree(TopologyText.At(address)).Reverse())
        {
            Table = Table.Remove(leaving.Address);
        }

        Topology = Topology.Unplug(TopologyText.At(address));
        return this;
    }
}

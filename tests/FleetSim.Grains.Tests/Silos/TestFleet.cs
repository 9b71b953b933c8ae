using FleetSim.Contracts.Declarations;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;

namespace FleetSim.Grains.Tests.Silos;

/// <summary>
/// A fleet of two small kinds that take turns: even hosts are <c>growing-group</c>, odd ones <c>q35-nested</c>.
/// </summary>
internal static class TestFleet
{
    public static FleetDeclaration Of(string policy, int hosts) => new()
    {
        Hosts = hosts,
        Mix = [Share("growing-group"), Share("q35-nested")],
        InTurn = true,
        Policy = policy,
        Seed = 0,
    };

    private static HostShare Share(string name)
    {
        var kind = HostKinds.Find(name)!;
        return new(new HostSource(kind.Name, kind.Topology, HostIommu.Of(kind.Iommu, null), kind.Slots), Weight: 1);
    }
}

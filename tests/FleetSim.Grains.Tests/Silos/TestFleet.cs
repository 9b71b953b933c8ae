using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;

namespace FleetSim.Grains.Tests.Silos;

/// <summary>
/// A fleet of two small kinds that take turns: even hosts are <c>growing-group</c>, odd ones <c>q35-nested</c>.
/// </summary>
internal static class TestFleet
{
    public static Fleet Of(OwnershipPolicy policy, int hosts)
    {
        var growing = Boot("growing-group", policy);
        var nested = Boot("q35-nested", policy);
        return Fleet.OneEach(policy, Enumerable.Range(0, hosts).Select(host => host % 2 == 0 ? growing : nested));
    }

    private static HostTemplate Boot(string name, OwnershipPolicy policy)
    {
        var kind = HostKinds.Find(name)!;
        return HostTemplate.Boot(kind.Name, kind.Topology, HostIommu.Of(kind.Iommu, null), policy, slots: kind.Slots);
    }
}

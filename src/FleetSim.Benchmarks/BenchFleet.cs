using FleetSim.Contracts.Declarations;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Benchmarks;

/// <summary>Hosts of the shape the budgets are stated for: 1 unit, 16 groups, 24 devices, none with a driver.</summary>
internal static class BenchFleet
{
    public const int GroupsPerHost = 16;

    /// <summary>The one unit of each host.</summary>
    public const string Unit = "dmar0";

    private const int DevicesPerHost = 24;

    public static HostIommu Iommu { get; } = HostIommu.Of(IommuKind.IntelNoCachingMode, null);

    public static FleetDeclaration Of(int hosts)
    {
        var source = new HostSource("bench", Topology(), Iommu, []) { Drivers = new DriverCatalogue([]) };
        return new FleetDeclaration
        {
            Hosts = hosts,
            Mix = [new HostShare(source, 1)],
            Policy = OwnershipPolicies.Mainline.Name,
            Seed = 1,
        };
    }

    /// <summary>Sixteen slots on the root bus; eight of them have a second function that shares the group of the
    /// first.</summary>
    private static PciTopology Topology()
    {
        var functions = new List<PciFunction>();
        for (var slot = 0; slot < GroupsPerHost; slot++)
        {
            var pairs = slot < DevicesPerHost - GroupsPerHost;
            functions.Add(Function(slot, 0, pairs));
            if (pairs)
            {
                functions.Add(Function(slot, 1, multifunction: true));
            }
        }

        return PciTopology.Empty.Plug(functions);
    }

    private static PciFunction Function(int slot, int function, bool multifunction) => new()
    {
        Address = new PciAddress(0, 0, slot, function),
        Kind = PciKind.Endpoint,
        ClassCode = 0x020000,
        MultifunctionBit = multifunction,
        Unit = Unit,
    };
}

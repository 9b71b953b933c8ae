using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>An Arm server whose every root port has ACS.</summary>
internal static class ArmServer
{
    public static HostKind Kind { get; } = new(
        "arm-server-acs",
        IommuKind.ArmSmmuV3,
        "Arm server behind SMMUv3 units, ACS on every root port: each card and each on-chip device has its own "
        + "group.",
        "Nothing recorded as a whole. Ids and the division into root buses are those of a Kunpeng 920 (TaiShan "
        + "200). Derived: bus numbers below the ports, ACS, names of the units, the cards.",
        Build);

    private static void Build(HostBuilder host)
    {
        Socket(host, 0, cards: "00", storage: "74", usb: "7a", network: "7c", networkBelow: "7d", zipBelow: "75");
        Socket(host, 1, cards: "80", storage: "b4", usb: "ba", network: "bc", networkBelow: "bd", zipBelow: "b5");
    }

    private static void Socket(
        HostBuilder host,
        int socket,
        string cards,
        string storage,
        string usb,
        string network,
        string networkBelow,
        string zipBelow)
    {
        Cards(host.RootBus(cards, $"smmu{4 * socket}"), socket);

        var sas = host.RootBus(storage, $"smmu{(4 * socket) + 1}");
        sas.RootPort("00.0", "19e5:a121", zipBelow).Endpoint("00.0", "19e5:a250", PciClass.Encryption);
        sas
            .RootComplexEndpoint("02.0", "19e5:a230", PciClass.Sas)
            .RootComplexEndpoint("03.0", "19e5:a235", PciClass.Sata);

        host.RootBus(usb, $"smmu{(4 * socket) + 2}")
            .RootComplexEndpoint("00.0", "19e5:a23b", PciClass.Ohci)
            .RootComplexEndpoint("01.0", "19e5:a239", PciClass.Ehci)
            .RootComplexEndpoint("02.0", "19e5:a238", PciClass.Xhci);

        var ports = host.RootBus(network, $"smmu{(4 * socket) + 3}")
            .RootPort("00.0", "19e5:a121", networkBelow, ari: true);
        for (var n = 0; n < 4; n++)
        {
            ports.Endpoint($"00.{n}", n == 0 ? "19e5:a222" : "19e5:a221", PciClass.Ethernet, AcsPreset.Empty, Port);
        }

        ports.VirtualFunctions($"socket {socket} port 0 VFs", of: "00.0", count: 3);
    }

    private static void Cards(BusBuilder root, int socket)
    {
        if (socket == 0)
        {
            root.RootPort("00.0", "19e5:a120", "01").Slot("OCP card", card => card
                .Endpoint("00.0", "15b3:1017", PciClass.Ethernet, AcsPreset.Empty)
                .Endpoint("00.1", "15b3:1017", PciClass.Ethernet, AcsPreset.Empty));
            root.RootPort("04.0", "19e5:a120", "02").Slot("NVMe bay 0", Drive);
            root.RootPort("08.0", "19e5:a120", "03").Slot("NVMe bay 1", Drive);
            root.RootPort("0c.0", "19e5:a120", "04").Slot("riser 1", card => card
                .Endpoint("00.0", "1000:0014", PciClass.Raid));
            root.RootPort("10.0", "19e5:a120", "05").EmptySlot("riser 2", card => card
                .Endpoint("00.0", "10de:1eb8", PciClass.Accelerated3D));
            root.RootPort("11.0", "19e5:a120", "06").Endpoint("00.0", "19e5:1711", PciClass.Vga);
            return;
        }

        root.RootPort("00.0", "19e5:a120", "81").Slot("NVMe bay 2", Drive);
        root.RootPort("04.0", "19e5:a120", "82").Slot("NVMe bay 3", Drive);
        root.RootPort("08.0", "19e5:a120", "83").EmptySlot("NVMe bay 4", Drive);
        root.RootPort("0c.0", "19e5:a120", "84").EmptySlot("riser 3", card => card
            .Endpoint("00.0", "15b3:1015", PciClass.Ethernet, AcsPreset.Empty)
            .Endpoint("00.1", "15b3:1015", PciClass.Ethernet, AcsPreset.Empty));
    }

    private static void Drive(BusBuilder bay) => bay.Endpoint("00.0", "19e5:3714", PciClass.Nvme);

    private static PciFunction Port(PciFunction function) => function with
    {
        HasAri = true,
        Sriov = new SriovCapability(TotalVfs: 3, NumVfs: 0, FirstOffset: 8, Stride: 1, VfDeviceId: 0xa22e),
    };
}

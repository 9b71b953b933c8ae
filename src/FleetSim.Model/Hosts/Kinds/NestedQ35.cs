using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A QEMU q35 guest that is itself a virtualization host.</summary>
internal static class NestedQ35
{
    public static HostKind Kind { get; } = new(
        "q35-nested",
        IommuKind.Intel,
        "QEMU q35 guest with an emulated VT-d, for nested virtualization: the ICH9 functions share a group.",
        "Recorded in QEMU 7.2 guests with Linux 6.1: ids, classes, port kinds of every part, and which have ACS (ICH9, "
        + "pcie-root-port, x3130 switch, pcie-pci-bridge, e1000, e1000e, nvme), and the groups of such topologies. "
        + "Derived: that they are all in one guest, and bus numbers.",
        Build);

    private static void Build(HostBuilder host)
    {
        var root = host.RootBus("00", unit: "dmar0");
        root.Conventional("00.0", "8086:29c0", PciClass.HostBridge);
        Port(root, "02.0", "01").Slot("slot 1", card => card.Endpoint("00.0", "8086:10d3", PciClass.Ethernet));
        Port(root, "03.0", "02").Slot("slot 2", card => card.Endpoint("00.0", "1b36:0010", PciClass.Nvme));
        Port(root, "04.0", "03").EmptySlot("slot 3", card => card.Endpoint("00.0", "8086:10d3", PciClass.Ethernet));
        Port(root, "05.0", "04").EmptySlot("slot 4", card => card
            .Endpoint("00.0", "8086:10d3", PciClass.Ethernet)
            .Endpoint("00.1", "8086:10d3", PciClass.Ethernet));

        var ports = Port(root, "06.0", "05").UpstreamPort("00.0", "104c:8232", "06");
        for (var n = 0; n < 3; n++)
        {
            var below = ports.DownstreamPort($"{n:x2}.0", "104c:8233", $"{7 + n:x2}", AcsPreset.Absent);
            if (n == 2)
            {
                below.EmptySlot("switch slot 3", Card);
            }
            else
            {
                below.Slot($"switch slot {n + 1}", Card);
            }
        }

        Port(root, "07.0", "0a")
            .PcieToPciBridge("00.0", "1b36:000e", "0b")
            .Conventional("01.0", "8086:100e", PciClass.Ethernet)
            .EmptySlot("PCI slot 2", card => card.Conventional("02.0", "8086:100e", PciClass.Ethernet));

        root
            .Conventional("1f.0", "8086:2918", PciClass.IsaBridge)
            .Conventional("1f.2", "8086:2922", PciClass.Sata)
            .Conventional("1f.3", "8086:2930", PciClass.SmBus);
    }

    private static BusBuilder Port(BusBuilder root, string at, string to) => root.RootPort(at, "1b36:000c", to);

    private static void Card(BusBuilder slot) => slot.Endpoint("00.0", "8086:10d3", PciClass.Ethernet);
}

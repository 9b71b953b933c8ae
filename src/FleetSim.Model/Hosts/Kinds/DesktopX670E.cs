using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>The machine of the listing <c>asus-rog-strix-x670e-i</c>.</summary>
internal static class DesktopX670E
{
    public static HostKind Kind { get; } = new(
        "desktop-x670e",
        IommuKind.Amd,
        "AM5 desktop board whose chipset switch has no ACS: a Thunderbolt tree in a group of fourteen.",
        "Recorded on an ASUS ROG Strix X670E-I (ASUS-X670E-I-IOMMU-GROUPS): addresses, ids, classes, groups from "
        + "00:01.0 on. Derived: bus numbers of the bridges, ACS registers, port kinds, programming interfaces, the "
        + "two functions that no unit translates, and what may be plugged where nothing was.",
        Build);

    private static void Build(HostBuilder host)
    {
        // Firmware's IVRS range begins after the root complex and the IOMMU itself: the listing does not show them.
        host.RootBus("00", unit: null)
            .Conventional("00.0", "1022:14d8", PciClass.HostBridge)
            .Conventional("00.2", "1022:14d9", PciClass.Iommu);

        var root = host.RootBus("00", unit: "ivhd0");
        foreach (var dummy in (string[])["01.0", "02.0", "03.0", "04.0", "08.0"])
        {
            root.Conventional(dummy, "1022:14da", PciClass.HostBridge);
        }

        root.RootPort("01.1", "1022:14db", "01")
            .Slot("PCIEX16", card => card
                .Endpoint("00.0", "10de:2206", PciClass.Vga)
                .Endpoint("00.1", "10de:1aef", PciClass.HdAudio));
        root.RootPort("01.2", "1022:14db", "02")
            .Slot("M.2_1", drive => drive.Endpoint("00.0", "144d:a809", PciClass.Nvme));
        Chipset(root.RootPort("02.1", "1022:14db", "03", upTo: "69"));
        Integrated(root);

        root.Conventional("14.0", "1022:790b", PciClass.SmBus).Conventional("14.3", "1022:790e", PciClass.IsaBridge);
        for (var function = 0; function < 8; function++)
        {
            root.Conventional($"18.{function}", $"1022:14e{function}", PciClass.HostBridge);
        }
    }

    private static void Chipset(BusBuilder below)
    {
        var ports = below.UpstreamPort("00.0", "1022:43f4", "04");
        Thunderbolt(Port(ports, "00.0", "05"));
        Port(ports, "06.0", "5f").Endpoint("00.0", "8086:15f3", PciClass.Ethernet);
        Port(ports, "07.0", "60").Endpoint("00.0", "14c3:0616", PciClass.Wireless);
        SecondChip(Port(ports, "08.0", "61"));
        Port(ports, "0c.0", "68").Endpoint("00.0", "1022:43f7", PciClass.Xhci);
        Port(ports, "0d.0", "69").Endpoint("00.0", "1022:43f6", PciClass.Sata);
    }

    private static void Thunderbolt(BusBuilder below)
    {
        var ports = below.UpstreamPort("00.0", "8086:1136", "06");
        Tunnel(ports, "00.0", "07").Endpoint("00.0", "8086:1137", PciClass.Usb4);
        Tunnel(ports, "01.0", "08", upTo: "32").Slot("Thunderbolt port A", dock =>
        {
            var inside = dock.UpstreamPort("00.0", "8086:15d3", "09");
            inside.DownstreamPort("01.0", "8086:15d3", "0a", AcsPreset.Absent)
                .Endpoint("00.0", "197b:0585", PciClass.Sata);
            inside.DownstreamPort("02.0", "8086:15d3", "0b", AcsPreset.Absent)
                .Endpoint("00.0", "197b:0585", PciClass.Sata);
            inside.DownstreamPort("04.0", "8086:15d3", "0c", AcsPreset.Absent, upTo: "32");
        });
        Tunnel(ports, "02.0", "33").Endpoint("00.0", "8086:1138", PciClass.Xhci);
        Tunnel(ports, "03.0", "34", upTo: "5e").EmptySlot("Thunderbolt port B", enclosure => enclosure
            .UpstreamPort("00.0", "8086:15ef", "35")
            .DownstreamPort("01.0", "8086:15ef", "36", AcsPreset.Absent)
            .Endpoint("00.0", "144d:a80a", PciClass.Nvme));
    }

    private static void SecondChip(BusBuilder below)
    {
        var ports = below.UpstreamPort("00.0", "1022:43f4", "62");
        Port(ports, "00.0", "63").EmptySlot("M.2_3", drive => drive.Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        Port(ports, "04.0", "64");
        Port(ports, "08.0", "65").Slot("M.2_2", drive => drive.Endpoint("00.0", "c0a9:5412", PciClass.Nvme));
        Port(ports, "0c.0", "66").Endpoint("00.0", "1022:43f7", PciClass.Xhci);
        Port(ports, "0d.0", "67").Endpoint("00.0", "1022:43f6", PciClass.Sata);
    }

    private static void Integrated(BusBuilder root)
    {
        root.RootPort("08.1", "1022:14dd", "6a")
            .Endpoint("00.0", "1002:164e", PciClass.Vga, AcsPreset.Empty)
            .Endpoint("00.1", "1002:1640", PciClass.HdAudio, AcsPreset.Empty)
            .Endpoint("00.2", "1022:1649", PciClass.Encryption, AcsPreset.Empty)
            .Endpoint("00.3", "1022:15b6", PciClass.Xhci, AcsPreset.Empty)
            .Endpoint("00.4", "1022:15b7", PciClass.Xhci, AcsPreset.Empty);
        root.RootPort("08.3", "1022:14dd", "6b").Endpoint("00.0", "1022:15b8", PciClass.Xhci);
    }

    private static BusBuilder Port(BusBuilder ports, string at, string to) =>
        ports.DownstreamPort(at, "1022:43f5", to, AcsPreset.Absent);

    private static BusBuilder Tunnel(BusBuilder ports, string at, string to, string upTo = "00") =>
        ports.DownstreamPort(at, "8086:1136", to, AcsPreset.Absent, upTo);
}

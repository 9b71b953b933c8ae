using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A mobile workstation with four external-facing ports.</summary>
internal static class ThunderboltWorkstation
{
    public static HostKind Kind { get; } = new(
        "thunderbolt-workstation",
        IommuKind.IntelNoCachingMode,
        "Mobile workstation with four Thunderbolt 4 ports: whole trees of bridges and endpoints come and go, "
        + "untrusted.",
        "Nothing recorded as a whole. Ids are those of the parts (12th-generation Core, its PCH, Goshen Ridge "
        + "dock, Alpine Ridge and Titan Ridge enclosures, what is in them). Derived: bus numbers and ACS; the "
        + "enclosures' bridges have none except the dock's.",
        Build);

    private static void Build(HostBuilder host)
    {
        host.RootBus("00", unit: "dmar0").RootComplexEndpoint("02.0", "8086:46a6", PciClass.Vga);
        var root = host.RootBus("00", unit: "dmar1");
        root.Conventional("00.0", "8086:4641", PciClass.HostBridge);
        root.RootPort("06.0", "8086:464d", "01").Slot("M.2 slot", drive => drive
            .Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        Dock(External(root, "07.0", "8086:466e", "02", "2b"));
        GraphicsBox(External(root, "07.1", "8086:463f", "2c", "55"));
        DriveBox(External(root, "07.2", "8086:462f", "56", "7f"));
        NetworkBox(External(root, "07.3", "8086:461f", "80", "a9"));
        root
            .Conventional("0d.0", "8086:461e", PciClass.Xhci)
            .Conventional("0d.2", "8086:463e", PciClass.Usb4)
            .Conventional("0d.3", "8086:466d", PciClass.Usb4)
            .Conventional("14.0", "8086:51ed", PciClass.Xhci)
            .Conventional("14.2", "8086:51ef", PciClass.Memory);
        root.RootPort("1c.0", "8086:51b8", "aa").Endpoint("00.0", "8086:15f3", PciClass.Ethernet);
        root
            .Conventional("1f.0", "8086:5182", PciClass.IsaBridge)
            .Conventional("1f.3", "8086:51c8", PciClass.HdAudio)
            .Conventional("1f.4", "8086:51a3", PciClass.SmBus);
    }

    private static BusBuilder External(BusBuilder root, string at, string ids, string to, string upTo) =>
        root.RootPort(at, ids, to, upTo: upTo, externalFacing: true);

    private static void Dock(BusBuilder port) => port.Slot("dock", dock =>
    {
        var ports = dock.UpstreamPort("00.0", "8086:0b26", "03");
        ports.DownstreamPort("00.0", "8086:0b26", "04").Endpoint("00.0", "8086:0b27", PciClass.Xhci);
        ports.DownstreamPort("01.0", "8086:0b26", "05", upTo: "17");
        ports.DownstreamPort("02.0", "8086:0b26", "18").Endpoint("00.0", "8086:5502", PciClass.Ethernet);
        ports.DownstreamPort("03.0", "8086:0b26", "19", upTo: "2b");
    });

    private static void GraphicsBox(BusBuilder port) => port.EmptySlot("graphics box", box =>
    {
        var ports = box.UpstreamPort("00.0", "8086:1578", "2d");
        ports.DownstreamPort("01.0", "8086:1578", "2e", AcsPreset.Absent)
            .UpstreamPort("00.0", "1002:1478", "2f")
            .DownstreamPort("00.0", "1002:1479", "30")
            .Endpoint("00.0", "1002:731f", PciClass.Vga)
            .Endpoint("00.1", "1002:ab38", PciClass.HdAudio);
        ports.DownstreamPort("04.0", "8086:1578", "31", AcsPreset.Absent, upTo: "55");
    });

    private static void DriveBox(BusBuilder port) => port.EmptySlot("drive box", box => box
        .UpstreamPort("00.0", "8086:15ef", "57")
        .DownstreamPort("02.0", "8086:15ef", "58", AcsPreset.Absent)
        .Endpoint("00.0", "144d:a80a", PciClass.Nvme));

    private static void NetworkBox(BusBuilder port) => port.EmptySlot("network box", box => box
        .UpstreamPort("00.0", "8086:15c0", "81")
        .DownstreamPort("01.0", "8086:15c0", "82", AcsPreset.Absent)
        .Endpoint("00.0", "1d6a:07b1", PciClass.Ethernet));
}

using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>The machine of the listing <c>dual-xeon-e5-4gamers1pc</c>.</summary>
internal static class XeonE5Dual
{
    public static HostKind Kind { get; } = new(
        "xeon-e5-dual",
        IommuKind.IntelNoCachingMode,
        "Dual-socket Xeon E5 v1 with three graphics cards and the many uncore functions of its two root complexes.",
        "Recorded on a dual Xeon E5 workstation (4gamers1pc): addresses, ids, classes, groups. Derived: bus "
        + "numbers of the bridges, ACS registers, programming interfaces, units, empty slots. The listing is older "
        + "than the kernel's quirk for Intel's integrated endpoints: DMA channels and system functions are "
        + "conventional here, so that they share groups as recorded.",
        Build);

    private static void Build(HostBuilder host)
    {
        var socket0 = host.RootBus("00", unit: "dmar0");
        socket0.Conventional("00.0", "8086:3c00", PciClass.HostBridge);
        socket0.RootPort("01.0", "8086:3c02", "01").EmptySlot("slot 1", card => card
            .Endpoint("00.0", "8086:1521", PciClass.Ethernet)
            .Endpoint("00.1", "8086:1521", PciClass.Ethernet));
        socket0.RootPort("01.1", "8086:3c03", "02").Endpoint("00.0", "1912:0014", PciClass.Xhci);
        socket0.RootPort("02.0", "8086:3c04", "03")
            .Slot("slot 2", card => card.Endpoint("00.0", "1912:0014", PciClass.Xhci));
        socket0.RootPort("03.0", "8086:3c08", "04").Slot("slot 3", card => Graphics(card, "10de:1b81", "10de:10f0"));
        socket0.RootPort("03.2", "8086:3c0a", "05").Slot("slot 4", card => Graphics(card, "10de:1184", "10de:0e0a"));
        InputOutput(socket0);
        Chipset(socket0);
        Uncore(host.RootBus("7f", unit: "dmar0"));

        var socket1 = host.RootBus("80", unit: "dmar1");
        socket1.RootPort("02.0", "8086:3c04", "81")
            .EmptySlot("slot 5", card => card.Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        socket1.RootPort("03.0", "8086:3c08", "82").Slot("slot 6", card => Graphics(card, "10de:13c2", "10de:0fbb"));
        InputOutput(socket1);
        Uncore(host.RootBus("ff", unit: "dmar1"));
    }

    private static void Graphics(BusBuilder card, string vga, string audio) =>
        card.Endpoint("00.0", vga, PciClass.Vga).Endpoint("00.1", audio, PciClass.HdAudio);

    private static void InputOutput(BusBuilder socket)
    {
        for (var channel = 0; channel < 8; channel++)
        {
            socket.Conventional($"04.{channel}", $"8086:3c2{channel}", PciClass.SystemPeripheral);
        }

        socket
            .Conventional("05.0", "8086:3c28", PciClass.SystemPeripheral)
            .Conventional("05.2", "8086:3c2a", PciClass.SystemPeripheral)
            .Conventional("05.4", "8086:3c2c", PciClass.IoApic);
    }

    private static void Chipset(BusBuilder root)
    {
        root.RootPort("11.0", "8086:1d3e", "06").Endpoint("00.0", "8086:1d6b", PciClass.Sas);
        root
            .Conventional("16.0", "8086:1d3a", PciClass.Communication)
            .Conventional("16.1", "8086:1d3b", PciClass.Communication)
            .Conventional("1a.0", "8086:1d2d", PciClass.Ehci)
            .Conventional("1d.0", "8086:1d26", PciClass.Ehci);

        // The ports have no ACS; the kernel closes their peer decodes instead.
        root.RootPort("1c.0", "8086:1d10", "07", AcsPreset.Absent);
        root.RootPort("1c.1", "8086:1d12", "08", AcsPreset.Absent).Endpoint("00.0", "8086:10d3", PciClass.Ethernet);
        root.RootPort("1c.3", "8086:1d16", "09", AcsPreset.Absent)
            .PcieToPciBridge("00.0", "1a03:1150", "0a")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);
        root.RootPort("1c.7", "8086:1d1e", "0b", AcsPreset.Absent).Endpoint("00.0", "8086:10d3", PciClass.Ethernet);
        root.ConventionalBridge("1e.0", "8086:244e", "0c", PciClass.SubtractivePciBridge)
            .EmptySlot("PCI slot", card => card.Conventional("01.0", "8086:100e", PciClass.Ethernet));
        root
            .Conventional("1f.0", "8086:1d41", PciClass.IsaBridge)
            .Conventional("1f.2", "8086:1d02", PciClass.Sata)
            .Conventional("1f.3", "8086:1d22", PciClass.SmBus);
    }

    private static void Uncore(BusBuilder root)
    {
        foreach (var (functions, classCode) in UncoreFunctions)
        {
            foreach (var function in functions.Split(' '))
            {
                // slot.function=device id
                root.Conventional(function[..4], "8086:" + function[5..], classCode);
            }
        }
    }

    private static IEnumerable<(string Functions, uint ClassCode)> UncoreFunctions =>
    [
        ("08.0=3c80 08.3=3c83 08.4=3c84 09.0=3c90 09.3=3c93 09.4=3c94", PciClass.SystemPeripheral),
        ("0a.0=3cc0 0a.1=3cc1 0a.2=3cc2 0a.3=3cd0 0b.0=3ce0 0b.3=3ce3", PciClass.SystemPeripheral),
        ("0c.0=3ce8 0c.1=3ce8 0c.2=3ce8 0c.3=3ce8 0c.6=3cf4 0c.7=3cf6", PciClass.SystemPeripheral),
        ("0d.0=3ce8 0d.1=3ce8 0d.2=3ce8 0d.3=3ce8 0d.6=3cf5 0e.0=3ca0", PciClass.SystemPeripheral),
        ("0f.0=3ca8 0f.1=3c71 0f.2=3caa 0f.3=3cab 0f.4=3cac 0f.5=3cad 0f.6=3cae", PciClass.SystemPeripheral),
        ("10.0=3cb0 10.1=3cb1 10.2=3cb2 10.3=3cb3 10.4=3cb4 10.5=3cb5 10.6=3cb6 10.7=3cb7", PciClass.SystemPeripheral),
        ("11.0=3cb8 13.0=3ce4 13.6=3c45", PciClass.SystemPeripheral),
        ("0e.1=3c46 13.1=3c43 13.4=3ce6 13.5=3c44", PciClass.PerformanceCounters),
    ];
}

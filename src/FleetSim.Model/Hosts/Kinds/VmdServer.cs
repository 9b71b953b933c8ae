using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>NVMe drives behind Intel VMD, which hides them in segments of their own.</summary>
internal static class VmdServer
{
    public static HostKind Kind { get; } = new(
        "xeon-scalable-vmd",
        IommuKind.IntelNoCachingMode,
        "Xeon Scalable server with two VMD controllers: all drives behind one send as it and share its group.",
        "From published lspci listings of Skylake-SP servers: ids, root buses 17, 5d and 85, root ports A to D in "
        + "segment 10000 and up. Derived: which bays are filled, ACS, the cards; other functions of the root "
        + "complexes are left out.",
        Build);

    private static void Build(HostBuilder host)
    {
        var root = host.RootBus("00", unit: "dmar0");
        root.Conventional("00.0", "8086:2020", PciClass.HostBridge);
        for (var channel = 0; channel < 8; channel++)
        {
            root.RootComplexEndpoint($"04.{channel}", "8086:2021", PciClass.SystemPeripheral);
        }

        root.Conventional("14.0", "8086:a1af", PciClass.Xhci).Conventional("17.0", "8086:a182", PciClass.Sata);
        root.RootPort("1c.0", "8086:a190", "01")
            .PcieToPciBridge("00.0", "1a03:1150", "02")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);
        root.Conventional("1f.0", "8086:a1c1", PciClass.IsaBridge).Conventional("1f.4", "8086:a1a3", PciClass.SmBus);

        var cards = host.RootBus("17", unit: "dmar1");
        RootComplex(cards);
        cards.RootPort("00.0", "8086:2030", "18").Slot("riser 1", card => card
            .Endpoint("00.0", "8086:159b", PciClass.Ethernet, AcsPreset.Empty)
            .Endpoint("00.1", "8086:159b", PciClass.Ethernet, AcsPreset.Empty));
        cards.RootPort("02.0", "8086:2032", "19").EmptySlot("riser 2", card => card
            .Endpoint("00.0", "15b3:1019", PciClass.Ethernet, AcsPreset.Empty));

        Vmd(host, "5d", "dmar2", "10000", 0);
        Vmd(host, "85", "dmar3", "10001", 4);
    }

    private static void RootComplex(BusBuilder root) => root
        .Conventional("05.0", "8086:2034", PciClass.SystemPeripheral)
        .Conventional("05.2", "8086:2035", PciClass.SystemPeripheral)
        .Conventional("05.4", "8086:2036", PciClass.IoApic);

    private static void Vmd(HostBuilder host, string bus, string unit, string segment, int firstBay)
    {
        var root = host.RootBus(bus, unit);
        RootComplex(root);
        root.RootComplexEndpoint("05.5", "8086:201d", PciClass.Raid);

        var hidden = host.RootBus($"{segment}:00", unit, sentBy: $"0000:{bus}:05.5");
        for (var n = 0; n < 4; n++)
        {
            var below = hidden.RootPort($"{n:x2}.0", $"8086:203{n}", $"{n + 1:x2}");
            var name = $"NVMe bay {firstBay + n}";
            if (n == 3)
            {
                below.EmptySlot(name, Drive);
            }
            else
            {
                below.Slot(name, Drive);
            }
        }
    }

    private static void Drive(BusBuilder bay) => bay.Endpoint("00.0", "8086:0a54", PciClass.Nvme);
}

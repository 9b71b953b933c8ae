using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A workstation with conventional PCI behind every sort of bridge.</summary>
internal static class ConventionalPciHost
{
    public static HostKind Kind { get; } = new(
        "conventional-pci",
        IommuKind.IntelNoCachingMode,
        "Workstation with conventional PCI slots behind three sorts of bridges: cards behind one bridge share its "
        + "requester id.",
        "Recorded on an ASUS P6T6 (the tree-asus-p6t6 dump of pciutils): ids, classes, header types, port kinds "
        + "and ACS of the chipset, the NF200 switch, SAS, graphics and network, bus numbers up to 06. Derived: the "
        + "cards in the PCI slots, the AST1150 and ASM1083 bridges, the bus numbers they move, ACS switched on by "
        + "the kernel. The processor's own functions (bus ff) are left out.",
        Build);

    private static void Build(HostBuilder host)
    {
        var root = host.RootBus("00", unit: "dmar0");
        root.Endpoint("00.0", "8086:3405", PciClass.HostBridge, AcsPreset.Isolating, AsRootPort);
        ExpressSlots(root);
        root
            .Conventional("10.0", "8086:3425", PciClass.Pic)
            .Conventional("10.1", "8086:3426", PciClass.Pic)
            .RootComplexEndpoint("14.0", "8086:342e", PciClass.Pic)
            .RootComplexEndpoint("14.1", "8086:3422", PciClass.Pic)
            .RootComplexEndpoint("14.2", "8086:3423", PciClass.Pic)
            .Conventional("14.3", "8086:3438", PciClass.Pic)
            .RootComplexEndpoint("1b.0", "8086:3a3e", PciClass.HdAudio);
        Usb(root, "1a", "8086:3a37", "8086:3a38", "8086:3a39", "8086:3a3c");
        Usb(root, "1d", "8086:3a34", "8086:3a35", "8086:3a36", "8086:3a3a");
        ChipsetPorts(root);
        root
            .Conventional("1f.0", "8086:3a16", PciClass.IsaBridge)
            .Conventional("1f.2", "8086:3a22", PciClass.Sata, WithoutBit)
            .Conventional("1f.3", "8086:3a30", PciClass.SmBus, WithoutBit);
    }

    private static void ExpressSlots(BusBuilder root)
    {
        root.RootPort("01.0", "8086:3408", "01").EmptySlot("PCIe slot 1", card => card
            .Endpoint("00.0", "8086:10d3", PciClass.Ethernet));

        var nf200 = root.RootPort("03.0", "8086:340a", "02").UpstreamPort("00.0", "10de:05b1", "03");
        nf200.DownstreamPort("00.0", "10de:05b1", "04", AcsPreset.Absent).Slot("PCIe slot 2", card => card
            .Endpoint("00.0", "1000:0072", PciClass.Sas));
        nf200.DownstreamPort("02.0", "10de:05b1", "05", AcsPreset.Absent).EmptySlot("PCIe slot 3", card => card
            .Endpoint("00.0", "8086:105e", PciClass.Ethernet)
            .Endpoint("00.1", "8086:105e", PciClass.Ethernet));

        root.RootPort("07.0", "8086:340e", "06").Slot("PCIe slot 4", card => card
            .Endpoint("00.0", "10de:0a65", PciClass.Vga)
            .Endpoint("00.1", "10de:0be3", PciClass.HdAudio));
    }

    private static void ChipsetPorts(BusBuilder root)
    {
        // ICH10's root ports have no ACS and no quirk: all of them, and all below them, are one group.
        root.RootPort("1c.0", "8086:3a40", "07", AcsPreset.Absent)
            .ConventionalBridge("00.0", "1b21:1080", "08")
            .Slot("PCI slot 4", card => card.Conventional("00.0", "1102:0002", PciClass.Sound))
            .EmptySlot("PCI slot 5", card => card.Conventional("01.0", "10ec:8139", PciClass.Ethernet));
        root.RootPort("1c.1", "8086:3a42", "09", AcsPreset.Absent).Endpoint("00.0", "10ec:8168", PciClass.Ethernet);
        root.RootPort("1c.2", "8086:3a44", "0a", AcsPreset.Absent)
            .PcieToPciBridge("00.0", "1a03:1150", "0b")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);

        root.ConventionalBridge("1e.0", "8086:244e", "0c", PciClass.SubtractivePciBridge)
            .Slot("PCI slot 1", card => card.Conventional("00.0", "8086:100e", PciClass.Ethernet))
            .EmptySlot("PCI slot 2", card => card.Conventional("01.0", "1022:2000", PciClass.Ethernet))
            .EmptySlot("PCI slot 3", card => card
                .Conventional("02.0", "1033:0035", PciClass.Ohci)
                .Conventional("02.1", "1033:0035", PciClass.Ohci)
                .Conventional("02.2", "1033:00e0", PciClass.Ehci));
    }

    private static void Usb(BusBuilder root, string slot, string one, string two, string three, string fast) => root
        .Conventional($"{slot}.0", one, PciClass.Uhci)
        .Conventional($"{slot}.1", two, PciClass.Uhci, WithoutBit)
        .Conventional($"{slot}.2", three, PciClass.Uhci, WithoutBit)
        .Conventional($"{slot}.7", fast, PciClass.Ehci, WithoutBit);

    /// <summary>As recorded: the port to the chipset calls itself a root port, with the header of a device.</summary>
    private static PciFunction AsRootPort(PciFunction function) => function with { Kind = PciKind.RootPort };

    /// <summary>As recorded: only function 0 of these devices says that there are more.</summary>
    private static PciFunction WithoutBit(PciFunction function) => function with { MultifunctionBit = false };
}

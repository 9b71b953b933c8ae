using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>The smallest host on which a hot-added device joins a group that is in use.</summary>
internal static class GrowingGroupHost
{
    public static HostKind Kind { get; } = new(
        "growing-group",
        IommuKind.IntelNoCachingMode,
        "Small desktop whose two graphics-slot root ports have no ACS: a card in the second slot joins the group "
        + "of the first.",
        "Nothing recorded as a whole. Ids are those of a 6th-generation Core and its PCH, whose processor root "
        + "ports have no ACS and share a slot, and whose PCH root ports have their ACS registers misplaced. "
        + "Derived: bus numbers, the cards.",
        Build);

    private static void Build(HostBuilder host)
    {
        host.RootBus("00", unit: "dmar0").RootComplexEndpoint("02.0", "8086:1912", PciClass.Vga);
        var root = host.RootBus("00", unit: "dmar1");
        root.Conventional("00.0", "8086:191f", PciClass.HostBridge);
        root.RootPort("01.0", "8086:1901", "01", AcsPreset.Absent).Slot("slot 1", card => card
            .Endpoint("00.0", "8086:10d3", PciClass.Ethernet));
        root.RootPort("01.1", "8086:1905", "02", AcsPreset.Absent).EmptySlot("slot 2", card => card
            .Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        root.Conventional("14.0", "8086:a12f", PciClass.Xhci).Conventional("17.0", "8086:a102", PciClass.Sata);
        root.RootPort("1c.0", "8086:a110", "03", AcsPreset.IsolatingWideRegisters)
            .Endpoint("00.0", "10de:1c82", PciClass.Vga)
            .EmptySlot("second function of slot 3", card => card.Endpoint("00.1", "10de:0fb9", PciClass.HdAudio));
        root.RootPort("1c.4", "8086:a114", "04", AcsPreset.IsolatingWideRegisters).EmptySlot("slot 4", card => card
            .Endpoint("00.0", "8086:1539", PciClass.Ethernet));
        root
            .Conventional("1f.0", "8086:a145", PciClass.IsaBridge)
            .Conventional("1f.4", "8086:a123", PciClass.SmBus);
    }
}

using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A two-socket server with a 40 GbE card that has 64 virtual functions on.</summary>
internal static class SriovNicHost
{
    public static HostKind Kind { get; } = new(
        "sriov-nic-64vf",
        IommuKind.IntelNoCachingMode,
        "Server with an XL710 that has 64 VFs on, NVMe bays, and firmware that ties its own devices to reserved "
        + "memory.",
        "From published lspci listings: the SR-IOV capability of an XL710 (64 VFs, offset 16, stride 1, device "
        + "154c). Other ids are those of an HPE Gen10 server (Skylake-SP, Lewisburg, iLO 5, Smart Array P408i-a), "
        + "whose firmware is known to report reserved memory (RMRR) for iLO and Smart Array. Derived: bus numbers, "
        + "ACS, and the VF offset of the second port.",
        Build);

    private static void Build(HostBuilder host)
    {
        var root = host.RootBus("00", unit: "dmar0");
        root.Conventional("00.0", "8086:2020", PciClass.HostBridge);
        for (var channel = 0; channel < 8; channel++)
        {
            root.RootComplexEndpoint($"04.{channel}", "8086:2021", PciClass.SystemPeripheral);
        }

        root
            .Conventional("14.0", "8086:a1af", PciClass.Xhci)
            .Conventional("14.2", "8086:a1b1", PciClass.SignalProcessing)
            .Conventional("17.0", "8086:a182", PciClass.Sata);
        root.RootPort("1c.0", "8086:a190", "01")
            .Endpoint("00.0", "103c:3306", PciClass.SystemPeripheral, with: Reserved)
            .Endpoint("00.1", "102b:0538", PciClass.Vga, with: Reserved)
            .Endpoint("00.2", "103c:3307", PciClass.SystemPeripheral, with: Reserved)
            .Endpoint("00.4", "103c:22f6", PciClass.Uhci, with: Reserved);
        root
            .Conventional("1f.0", "8086:a1c1", PciClass.IsaBridge)
            .Conventional("1f.4", "8086:a1a3", PciClass.SmBus);

        Network(host.RootBus("5d", unit: "dmar1"));
        Storage(host.RootBus("85", unit: "dmar2"));
    }

    private static void Network(BusBuilder root) => root
        .RootPort("00.0", "8086:2030", "5e", ari: true)
        .Endpoint("00.0", "8086:1583", PciClass.Ethernet, AcsPreset.Empty, function => Port(function, 64, 16))
        .Endpoint("00.1", "8086:1583", PciClass.Ethernet, AcsPreset.Empty, function => Port(function, 0, 79))
        .VirtualFunctions("port 0 VFs", of: "00.0", count: 64)
        .VirtualFunctions("port 1 VFs", of: "00.1", count: 16);

    private static void Storage(BusBuilder root)
    {
        root.RootPort("00.0", "8086:2030", "86").Endpoint("00.0", "9005:028f", PciClass.Raid, with: Reserved);
        root.RootPort("01.0", "8086:2031", "87").Slot("NVMe bay 1", bay => bay
            .Endpoint("00.0", "8086:0a54", PciClass.Nvme));
        root.RootPort("02.0", "8086:2032", "88").Slot("NVMe bay 2", bay => bay
            .Endpoint("00.0", "8086:0a54", PciClass.Nvme));
        root.RootPort("03.0", "8086:2033", "89").EmptySlot("NVMe bay 3", bay => bay
            .Endpoint("00.0", "8086:0a54", PciClass.Nvme));
    }

    private static PciFunction Port(PciFunction function, ushort vfs, ushort offset) => function with
    {
        HasAri = true,
        Sriov = new SriovCapability(TotalVfs: 64, NumVfs: vfs, FirstOffset: offset, Stride: 1, VfDeviceId: 0x154c),
    };

    private static PciFunction Reserved(PciFunction function) => function with { RequiresDirectMapping = true };
}

using System.Globalization;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>Eight H100 behind four PCIe 5.0 switches with ACS.</summary>
internal static class GpuSwitchServer
{
    private const int SwitchPorts = 6;

    public static HostKind Kind { get; } = new(
        "gpu-8x-switch",
        IommuKind.IntelNoCachingMode,
        "HGX-like server: two Xeon Scalable sockets, four switches with ACS, each with two GPUs, two NICs and two "
        + "NVMe bays.",
        "Nothing recorded as a whole. Ids are those of the parts (H100 SXM5, third-generation NVSwitch, "
        + "ConnectX-7, PM9A3, Broadcom PEX890xx, Sapphire Rapids, Emmitsburg); the shape is that of the HGX H100 "
        + "reference design. Derived: bus numbers, ACS, the number of VFs. GPUs reach each other over NVLink, which "
        + "no group shows.",
        Build);

    private static void Build(HostBuilder host)
    {
        var root = host.RootBus("00", unit: "dmar0");
        RootComplex(root);
        root.RootPort("01.0", "8086:352a", "01").Slot("boot drive", drive => drive
            .Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        var fabric = root.RootPort("07.0", "8086:352d", "02").UpstreamPort("00.0", "1000:c030", "03");
        for (var n = 0; n < 4; n++)
        {
            fabric.DownstreamPort($"{n:x2}.0", "1000:c030", Bus(0x04 + n))
                .Endpoint("00.0", "10de:22a3", PciClass.OtherBridge);
        }

        root
            .Conventional("14.0", "8086:1bcd", PciClass.Xhci)
            .Conventional("14.2", "8086:1bce", PciClass.Memory)
            .Conventional("17.0", "8086:1bd2", PciClass.Sata);
        root.RootPort("1c.0", "8086:1bb8", "08")
            .PcieToPciBridge("00.0", "1a03:1150", "09")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);
        root.RootPort("1c.4", "8086:1bbc", "0a")
            .Endpoint("00.0", "8086:1563", PciClass.Ethernet, AcsPreset.Empty)
            .Endpoint("00.1", "8086:1563", PciClass.Ethernet, AcsPreset.Empty);
        root
            .Conventional("1f.0", "8086:1b81", PciClass.IsaBridge)
            .Conventional("1f.4", "8086:1bc9", PciClass.SmBus);

        Switch(host, 0x15, "dmar1", 0);
        Switch(host, 0x37, "dmar2", 1);
        Switch(host, 0x97, "dmar3", 2);
        Switch(host, 0xb7, "dmar4", 3);
    }

    private static void RootComplex(BusBuilder root) => root
        .RootComplexEndpoint("00.0", "8086:09a2", PciClass.SystemPeripheral)
        .RootComplexEndpoint("00.1", "8086:09a4", PciClass.SystemPeripheral)
        .RootComplexEndpoint("00.2", "8086:09a3", PciClass.SystemPeripheral)
        .EventCollector("00.4", "8086:0b23");

    private static void Switch(HostBuilder host, int rootBus, string unit, int index)
    {
        var root = host.RootBus(Bus(rootBus), unit);
        RootComplex(root);
        var upstream = root.RootPort("01.0", "8086:352a", Bus(rootBus + 1))
            .UpstreamPort("00.0", "1000:c030", Bus(rootBus + 2));
        var ports = new BusBuilder[SwitchPorts];
        for (var n = 0; n < SwitchPorts; n++)
        {
            ports[n] = upstream.DownstreamPort($"{n:x2}.0", "1000:c030", Bus(rootBus + 3 + n));
        }

        for (var n = 0; n < 2; n++)
        {
            var number = (2 * index) + n;
            ports[n].Endpoint("00.0", "15b3:1021", PciClass.InfiniBand, AcsPreset.Empty, Nic)
                .VirtualFunctions($"NIC {number} VFs", of: "00.0", count: 8);
            ports[2 + n].Slot($"GPU {number}", board => board
                .Endpoint("00.0", "10de:2330", PciClass.Accelerated3D, AcsPreset.Empty, Gpu));
            ports[4 + n].Slot($"NVMe bay {number}", bay => bay.Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        }
    }

    private static PciFunction Nic(PciFunction function) => function with
    {
        HasAri = true,
        HasAts = true,
        Sriov = new SriovCapability(TotalVfs: 16, NumVfs: 0, FirstOffset: 1, Stride: 1, VfDeviceId: 0x101e),
    };

    private static PciFunction Gpu(PciFunction function) => function with { HasAri = true, HasAts = true };

    private static string Bus(int number) => number.ToString("x2", CultureInfo.InvariantCulture);
}

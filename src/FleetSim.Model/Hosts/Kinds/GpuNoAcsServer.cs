using System.Globalization;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>Eight graphics cards behind PEX 8747 switches without ACS; only one socket's root ports have it.</summary>
internal static class GpuNoAcsServer
{
    public static HostKind Kind { get; } = new(
        "gpu-8x-no-acs",
        IommuKind.IntelNoCachingMode,
        "Older 8-GPU box: switches without ACS, split by port below one socket, in one group of sixteen below the "
        + "other.",
        "Nothing recorded as a whole. Ids are those of the parts (Xeon E5 v4, C610 chipset, PEX 8747, GTX 1080 "
        + "Ti, I350); the switch's ports are 08 and 10 as on such boards. Derived: bus numbers and ACS. Below "
        + "socket 0 the groups show weakness W-1 of the algorithm (the switch can route between them); socket 1 has "
        + "firmware that hides ACS. Uncore functions are left out.",
        Build);

    private static void Build(HostBuilder host)
    {
        var socket0 = host.RootBus("00", unit: "dmar0");
        socket0.Conventional("00.0", "8086:6f00", PciClass.HostBridge);
        socket0.RootPort("01.0", "8086:6f02", "01")
            .EmptySlot("NVMe slot", card => card.Endpoint("00.0", "144d:a80a", PciClass.Nvme));
        Switch(socket0.RootPort("02.0", "8086:6f04", "02"), 0x02, 0);
        Switch(socket0.RootPort("03.0", "8086:6f08", "06"), 0x06, 2);
        InputOutput(socket0);
        Chipset(socket0);

        var socket1 = host.RootBus("80", unit: "dmar1");
        Switch(socket1.RootPort("03.0", "8086:6f08", "81", AcsPreset.Absent), 0x81, 4);
        Switch(socket1.RootPort("03.2", "8086:6f0a", "85", AcsPreset.Absent), 0x85, 6);
        InputOutput(socket1);
    }

    private static void Switch(BusBuilder below, int bus, int firstGpu)
    {
        var ports = below.UpstreamPort("00.0", "10b5:8747", Bus(bus + 1));
        Gpu(ports.DownstreamPort("08.0", "10b5:8747", Bus(bus + 2), AcsPreset.Absent), firstGpu);
        Gpu(ports.DownstreamPort("10.0", "10b5:8747", Bus(bus + 3), AcsPreset.Absent), firstGpu + 1);
    }

    private static void Gpu(BusBuilder below, int number) => below.Slot($"GPU {number}", card => card
        .Endpoint("00.0", "10de:1b06", PciClass.Vga)
        .Endpoint("00.1", "10de:10ef", PciClass.HdAudio));

    private static void InputOutput(BusBuilder socket)
    {
        for (var channel = 0; channel < 8; channel++)
        {
            socket.RootComplexEndpoint($"04.{channel}", $"8086:6f2{channel}", PciClass.SystemPeripheral);
        }

        socket
            .RootComplexEndpoint("05.0", "8086:6f28", PciClass.SystemPeripheral)
            .RootComplexEndpoint("05.1", "8086:6f29", PciClass.SystemPeripheral)
            .RootComplexEndpoint("05.2", "8086:6f2a", PciClass.SystemPeripheral)
            .RootComplexEndpoint("05.4", "8086:6f2c", PciClass.IoApic);
    }

    private static void Chipset(BusBuilder root)
    {
        root
            .Conventional("14.0", "8086:8d31", PciClass.Xhci)
            .Conventional("1a.0", "8086:8d2d", PciClass.Ehci)
            .Conventional("1d.0", "8086:8d26", PciClass.Ehci);
        root.RootPort("1c.0", "8086:8d10", "0a", AcsPreset.Absent)
            .Endpoint("00.0", "8086:1521", PciClass.Ethernet)
            .Endpoint("00.1", "8086:1521", PciClass.Ethernet);
        root.RootPort("1c.4", "8086:8d18", "0b", AcsPreset.Absent)
            .PcieToPciBridge("00.0", "1a03:1150", "0c")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);
        root
            .Conventional("1f.0", "8086:8d44", PciClass.IsaBridge)
            .Conventional("1f.2", "8086:8d02", PciClass.Sata)
            .Conventional("1f.3", "8086:8d22", PciClass.SmBus);
    }

    private static string Bus(int number) => number.ToString("x2", CultureInfo.InvariantCulture);
}

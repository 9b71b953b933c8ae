using System.Globalization;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Hosts.Kinds;

/// <summary>A single-socket EPYC with 24 NVMe bays in front.</summary>
internal static class NvmeStorageServer
{
    private const int BaysOnPorts = 16;
    private const int BaysOnSwitch = 8;

    public static HostKind Kind { get; } = new(
        "storage-24-nvme",
        IommuKind.Amd,
        "EPYC storage server: sixteen NVMe bays on root ports of their own, eight behind a switch with ACS, four "
        + "of them empty.",
        "Nothing recorded as a whole. Ids and the shape of a root complex are those of an EPYC 7003 (host "
        + "bridges, IOMMU, GPP bridges, internal functions), drives and cards those of such servers. Derived: bus "
        + "numbers, ACS, the switch.",
        Build);

    private static void Build(HostBuilder host)
    {
        var io = RootComplex(host, "00", "ivhd0");
        io.RootPort("01.1", "1022:1483", "01").Slot("OCP card", card => card
            .Endpoint("00.0", "14e4:1750", PciClass.Ethernet)
            .Endpoint("00.1", "14e4:1750", PciClass.Ethernet));
        io.RootPort("03.1", "1022:1483", "02")
            .Endpoint("00.0", "144d:a80a", PciClass.Nvme);
        io.RootPort("05.1", "1022:1483", "03")
            .PcieToPciBridge("00.0", "1a03:1150", "04")
            .Conventional("00.0", "1a03:2000", PciClass.Vga);
        Internal(io, "07.1", "05").Endpoint("00.3", "1022:148c", PciClass.Xhci, AcsPreset.Empty);
        io
            .Conventional("14.0", "1022:790b", PciClass.SmBus)
            .Conventional("14.3", "1022:790e", PciClass.IsaBridge);
        for (var function = 0; function < 8; function++)
        {
            io.Conventional($"18.{function}", $"1022:165{function}", PciClass.HostBridge);
        }

        Bays(RootComplex(host, "40", "ivhd1"), 0x41, 0);
        Bays(RootComplex(host, "80", "ivhd2"), 0x81, BaysOnPorts / 2);
        SwitchedBays(RootComplex(host, "c0", "ivhd3"));
    }

    /// <summary>What every root complex of the processor has. Its IOMMU translates all but the first two.</summary>
    private static BusBuilder RootComplex(HostBuilder host, string bus, string unit)
    {
        host.RootBus(bus, unit: null)
            .Conventional("00.0", "1022:1480", PciClass.HostBridge)
            .Conventional("00.2", "1022:1481", PciClass.Iommu);
        var root = host.RootBus(bus, unit);
        foreach (var dummy in (string[])["01.0", "02.0", "03.0", "04.0", "05.0", "07.0", "08.0"])
        {
            root.Conventional(dummy, "1022:1482", PciClass.HostBridge);
        }

        return root;
    }

    private static BusBuilder Internal(BusBuilder root, string at, string to) => root
        .RootPort(at, "1022:1484", to)
        .Endpoint("00.0", "1022:148a", PciClass.NonEssential, AcsPreset.Empty)
        .Endpoint("00.2", "1022:1498", PciClass.Encryption, AcsPreset.Empty);

    private static void Bays(BusBuilder root, int firstBus, int firstBay)
    {
        for (var n = 0; n < BaysOnPorts / 2; n++)
        {
            var at = n < 4 ? $"01.{n + 1}" : $"03.{n - 3}";
            Bay(root.RootPort(at, "1022:1483", Bus(firstBus + n)), firstBay + n);
        }

        Internal(root, "07.1", Bus(firstBus + BaysOnPorts));
    }

    private static void SwitchedBays(BusBuilder root)
    {
        var ports = root.RootPort("01.1", "1022:1483", "c1").UpstreamPort("00.0", "1000:c010", "c2");
        for (var n = 0; n < BaysOnSwitch; n++)
        {
            Bay(ports.DownstreamPort($"{n:x2}.0", "1000:c010", Bus(0xc3 + n)), BaysOnPorts + n);
        }

        root.RootPort("03.1", "1022:1483", "cb").Slot("riser", card => card
            .Endpoint("00.0", "15b3:101d", PciClass.Ethernet, AcsPreset.Empty)
            .Endpoint("00.1", "15b3:101d", PciClass.Ethernet, AcsPreset.Empty));
        Internal(root, "07.1", "cc");
    }

    private static void Bay(BusBuilder below, int number)
    {
        if (number is 6 or 7 or 22 or 23)
        {
            below.EmptySlot($"NVMe bay {number}", Drive);
        }
        else
        {
            below.Slot($"NVMe bay {number}", Drive);
        }
    }

    private static void Drive(BusBuilder bay) => bay.Endpoint("00.0", "144d:a80a", PciClass.Nvme);

    private static string Bus(int number) => number.ToString("x2", CultureInfo.InvariantCulture);
}

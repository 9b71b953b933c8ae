using FleetSim.Model.Pci;

namespace FleetSim.Model.Drivers;

/// <summary>Kernel drivers that the simulated hosts have loaded, the narrow id tables before the wide ones.</summary>
/// <remarks>
/// Ids and classes are those of the drivers' own tables in Linux v6.12, cut down to the hardware of the built-in host
/// kinds and of the recorded hosts. A driver whose module matches a whole class is listed by class.
/// </remarks>
public static class KnownDrivers
{
    public static Driver VfioPci { get; } = new()
    {
        Name = "vfio-pci",
        ManagesDma = true,
        IsVfio = true,
        AttachesNothing = true,
    };

    public static Driver PciStub { get; } = new()
    {
        Name = "pci-stub",
        ManagesDma = true,
        AttachesNothing = true,
    };

    /// <summary>Root ports, switch ports and root complex event collectors.</summary>
    public static Driver PciePort { get; } = new()
    {
        Name = "pcieport",
        ManagesDma = true,
        AttachesNothing = true,
        Takes =
        [
            PciKind.RootPort, PciKind.UpstreamPort, PciKind.DownstreamPort, PciKind.RootComplexEventCollector,
        ],
        Ids =
        [
            new PciMatch(
                ClassCode: 0x060400,
                ClassMask: 0xffff00,
                Kinds: [PciKind.RootPort, PciKind.UpstreamPort, PciKind.DownstreamPort]),
            new PciMatch(ClassCode: 0x080700, ClassMask: 0xffff00, Kinds: [PciKind.RootComplexEventCollector]),
        ],
    };

    /// <summary>Ordinary although it hands devices to user space: the bus claims for it. Matches by override
    /// only.</summary>
    public static Driver UioPciGeneric { get; } = new() { Name = "uio_pci_generic" };

    /// <summary>
    /// Hot-plug of conventional bridges; ordinary, so a bridge bound to it makes its group unclaimable. Loaded only
    /// where the firmware leaves hot-plug to it.
    /// </summary>
    public static Driver Shpchp { get; } = new()
    {
        Name = "shpchp",
        Ids =
        [
            new PciMatch(
                ClassCode: 0x060400,
                ClassMask: 0xffff00,
                Kinds: [PciKind.ConventionalBridge, PciKind.PcieToPciBridge, PciKind.PciToPcieBridge]),
        ],
    };

    /// <summary>What a host has loaded unless told otherwise.</summary>
    public static IReadOnlyList<Driver> All { get; } =
    [
        VfioPci,
        PciStub,
        UioPciGeneric,
        PciePort,

        // Network.
        Of("e1000", 0x8086, 0x100e, 0x100f, 0x1010),
        Of("e1000e", 0x8086, 0x10d3, 0x105e, 0x10ea, 0x1502, 0x1503, 0x15b8, 0x15b7),
        Of("igb", 0x8086, 0x10c9, 0x10e6, 0x10e7, 0x150e, 0x1521, 0x1533, 0x1539) with { EnablesVfs = true },
        Of("igbvf", 0x8086, 0x10ca, 0x1520),
        Of("igc", 0x8086, 0x15f2, 0x15f3, 0x125c, 0x5502),
        Of("ixgbe", 0x8086, 0x10fb, 0x1528, 0x1563, 0x1557) with { EnablesVfs = true },
        Of("ixgbevf", 0x8086, 0x10ed, 0x1515, 0x1565),
        Of("i40e", 0x8086, 0x1572, 0x1583, 0x1589, 0x37d0, 0x37d2) with { EnablesVfs = true },
        Of("iavf", 0x8086, 0x154c, 0x1889),
        Of("ice", 0x8086, 0x1592, 0x1593, 0x159b) with { EnablesVfs = true },
        Of(
            "mlx5_core", 0x15b3,
            0x1013, 0x1014, 0x1015, 0x1016, 0x1017, 0x1018, 0x1019, 0x101a, 0x101b, 0x101d, 0x101e, 0x1021)
            with
        {
            EnablesVfs = true,
        },
        Of("bnxt_en", 0x14e4, 0x16d7, 0x16d8, 0x1750, 0x1751) with { EnablesVfs = true },
        Of("tg3", 0x14e4, 0x165f, 0x1657, 0x1687),
        Of("r8169", 0x10ec, 0x8125, 0x8136, 0x8161, 0x8168),
        Of("ath9k", 0x168c, 0x0030),
        Of("ath10k_pci", 0x168c, 0x003c),
        Of("mt7921e", 0x14c3, 0x0608, 0x0616),
        Of("hns3", 0x19e5, 0xa221, 0xa222, 0xa226, 0xa22e) with { EnablesVfs = true },
        Of("atlantic", 0x1d6a, 0x07b1),
        Of("ne2k-pci", 0x10ec, 0x8029),
        Of("8139cp", 0x10ec, 0x8139),
        Of("pcnet32", 0x1022, 0x2000),
        Of("vmxnet3", 0x15ad, 0x07b0),

        // Storage.
        Of("megaraid_sas", 0x1000, 0x005d, 0x0079, 0x0014, 0x10e2),
        Of("mpt3sas", 0x1000, 0x0072, 0x0086, 0x0097, 0x00af),
        Of("smartpqi", 0x9005, 0x028f),
        Of("vmd", 0x8086, 0x201d, 0x28c0, 0x9a0b),
        Of("hisi_sas_v3_hw", 0x19e5, 0xa230),
        Of("isci", 0x8086, 0x1d6b, 0x1d68),
        ByClass("nvme", 0x010802) with { EnablesVfs = true },
        ByClass("ahci", 0x010601),
        ByClass("ata_generic", 0x010100, 0xffff00),

        // Graphics and accelerators.
        new Driver
        {
            Name = "nvidia",
            Ids =
            [
                new PciMatch(VendorId: 0x10de, ClassCode: 0x030000, ClassMask: 0xffff00),
                new PciMatch(VendorId: 0x10de, ClassCode: 0x030200, ClassMask: 0xffff00),
            ],
        },
        new Driver
        {
            Name = "amdgpu",
            Ids =
            [
                new PciMatch(VendorId: 0x1002, ClassCode: 0x030000, ClassMask: 0xffff00),
                new PciMatch(VendorId: 0x1002, ClassCode: 0x038000, ClassMask: 0xffff00),
                new PciMatch(VendorId: 0x1002, ClassCode: 0x120000, ClassMask: 0xffff00),
            ],
        },
        Of("nvidia-nvswitch", 0x10de, 0x22a3),
        Of("ast", 0x1a03, 0x2000),
        Of("hibmc-drm", 0x19e5, 0x1711),
        Of("mgag200", 0x102b, 0x0538),
        new Driver { Name = "i915", Ids = [new PciMatch(VendorId: 0x8086, ClassCode: 0x030000, ClassMask: 0xffff00)] },
        Of("mic", 0x8086, 0x225c),

        // Platform.
        new Driver { Name = "virtio-pci", Ids = [new PciMatch(VendorId: 0x1af4)], EnablesVfs = true },
        Of("ioatdma", 0x8086, 0x3c20, 0x3c21, 0x3c22, 0x3c23, 0x3c24, 0x3c25, 0x3c26, 0x3c27, 0x2f20, 0x2021,
            0x6f20, 0x6f21, 0x6f22, 0x6f23, 0x6f24, 0x6f25, 0x6f26, 0x6f27),
        Of("i2c_piix4", 0x1022, 0x790b),
        Of("ccp", 0x1022, 0x1649, 0x1486),
        Of("ptdma", 0x1022, 0x1498),
        Of("k10temp", 0x1022, 0x14e3, 0x1653),
        Of("hisi_zip", 0x19e5, 0xa250) with { EnablesVfs = true },
        Of("hpilo", 0x103c, 0x3307),
        Of("mei_me", 0x8086, 0x1d3a),
        Of("snd_emu10k1", 0x1102, 0x0002),
        new Driver
        {
            Name = "thunderbolt",
            Ids = [new PciMatch(VendorId: 0x8086, DeviceId: 0x1137), new PciMatch(ClassCode: 0x0c0340)],
        },
        new Driver { Name = "i801_smbus", Ids = [new PciMatch(VendorId: 0x8086, ClassCode: 0x0c0500)] },
        new Driver { Name = "lpc_ich", Ids = [new PciMatch(VendorId: 0x8086, ClassCode: 0x060100)] },
        ByClass("xhci_hcd", 0x0c0330),
        ByClass("ehci-pci", 0x0c0320),
        ByClass("uhci_hcd", 0x0c0300),
        ByClass("ohci-pci", 0x0c0310),
        ByClass("snd_hda_intel", 0x040300),
        ByClass("sdhci-pci", 0x080501),
    ];

    private static Driver Of(string name, ushort vendor, params ReadOnlySpan<ushort> devices)
    {
        var ids = new List<PciMatch>(devices.Length);
        foreach (var device in devices)
        {
            ids.Add(new PciMatch(vendor, device));
        }

        return new Driver { Name = name, Ids = [.. ids] };
    }

    private static Driver ByClass(string name, uint classCode, uint mask = 0xffffff) =>
        new() { Name = name, Ids = [new PciMatch(ClassCode: classCode, ClassMask: mask)] };
}

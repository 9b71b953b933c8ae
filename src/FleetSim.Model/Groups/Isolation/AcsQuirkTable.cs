namespace FleetSim.Model.Groups.Isolation;

/// <summary>
/// Which device ids the ACS quirk families cover. The first row with a verdict decides, so order matters.
/// </summary>
/// <remarks>Source of the ids: pci_dev_acs_enabled and the matchers it calls, drivers/pci/quirks.c.</remarks>
internal static class AcsQuirkTable
{
    private const ushort Loongson = 0x0014;
    private const ushort Ati = 0x1002;
    private const ushort Amd = 0x1022;
    private const ushort Emulex = 0x10df;
    private const ushort Amcc = 0x10e8;
    private const ushort Broadcom = 0x14e4;
    private const ushort Cavium = 0x177d;
    private const ushort Qualcomm = 0x17cb;
    private const ushort Solarflare = 0x1924;
    private const ushort Nxp = 0x1957;
    private const ushort ServerEngines = 0x19a2;
    private const ushort Annapurna = 0x1c36;
    private const ushort Zhaoxin = 0x1d17;
    private const ushort Hxt = 0x1dbf;
    private const ushort Ampere = 0x1def;
    private const ushort Intel = 0x8086;
    private const ushort Wangxun = 0x8088;

    private static readonly AcsQuirk[] Table =
    [
        // ATI and AMD south bridges.
        new(AcsQuirkFamily.AmdSouthBridge, Ati, 0x4383, 0x4385),
        One(AcsQuirkFamily.AmdSouthBridge, Ati, 0x4399),
        new(AcsQuirkFamily.AmdSouthBridge, Ati, 0x439c, 0x439d),
        One(AcsQuirkFamily.AmdSouthBridge, Amd, 0x7809),
        One(AcsQuirkFamily.AmdSouthBridge, Amd, 0x780f),
        // Solarflare.
        One(AcsQuirkFamily.VerifiedEndpoint, Solarflare, 0x0903),
        One(AcsQuirkFamily.VerifiedEndpoint, Solarflare, 0x0923),
        One(AcsQuirkFamily.VerifiedEndpoint, Solarflare, 0x0a03),
        // Intel 82598, 82599, X520, X540.
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10c6),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10db),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10dd),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10e1),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10f1),
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10f7, 0x10fc),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1507),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1514),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x151c),
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1529, 0x152a),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x154d),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x154f),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1551),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1558),
        // Intel 82580.
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1509),
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x150e, 0x1511),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1516),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1527),
        // Intel 82576.
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10c9),
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10e6, 0x10e8),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x150a),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x150d),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1518),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1526),
        // Intel 82575.
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10a7),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10a9),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10d6),
        // Intel I350.
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x1521, 0x1524),
        // Intel 82571; its quad cards hang behind a switch without ACS and are left out.
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x105e, 0x1060),
        One(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x10d9),
        // Intel I219.
        new(AcsQuirkFamily.VerifiedEndpoint, Intel, 0x15b7, 0x15b8),
        // Intel root-complex endpoints, any id.
        new(AcsQuirkFamily.IntelRootComplexEndpoint, Intel, 0x0000, 0xffff),
        // Qualcomm QDF2xxx, SA8775P and later, HXT SD4800.
        One(AcsQuirkFamily.IsolatingPort, Qualcomm, 0x0111),
        One(AcsQuirkFamily.IsolatingPort, Qualcomm, 0x0115),
        One(AcsQuirkFamily.IsolatingPort, Qualcomm, 0x0120),
        new(AcsQuirkFamily.IsolatingPort, Qualcomm, 0x0400, 0x0401),
        One(AcsQuirkFamily.IsolatingPort, Hxt, 0x0401),
        // Intel PCH root ports: Ibex Peak.
        new(AcsQuirkFamily.IntelPch, Intel, 0x3b42, 0x3b51),
        // Intel PCH root ports: Cougar Point.
        new(AcsQuirkFamily.IntelPch, Intel, 0x1c10, 0x1c1f),
        // Intel PCH root ports: Panther Point.
        new(AcsQuirkFamily.IntelPch, Intel, 0x1e10, 0x1e1f),
        // Intel PCH root ports: Lynx Point-H.
        new(AcsQuirkFamily.IntelPch, Intel, 0x8c10, 0x8c1f),
        // Intel PCH root ports: Lynx Point-LP.
        new(AcsQuirkFamily.IntelPch, Intel, 0x9c10, 0x9c1b),
        // Intel PCH root ports: Wildcat Point.
        new(AcsQuirkFamily.IntelPch, Intel, 0x9c90, 0x9c9b),
        // Intel PCH root ports: Patsburg (X79).
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d10),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d12),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d14),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d16),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d18),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d1a),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d1c),
        One(AcsQuirkFamily.IntelPch, Intel, 0x1d1e),
        // Intel PCH root ports: Wellsburg (X99).
        new(AcsQuirkFamily.IntelPch, Intel, 0x8d10, 0x8d1e),
        // Intel PCH root ports: Lynx Point, 9 series.
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c90),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c92),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c94),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c96),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c98),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c9a),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c9c),
        One(AcsQuirkFamily.IntelPch, Intel, 0x8c9e),
        // Intel Sunrise Point, Union Point, mobile of the 7th and 8th generation.
        new(AcsQuirkFamily.IntelWideRegisters, Intel, 0x9d10, 0x9d1b),
        new(AcsQuirkFamily.IntelWideRegisters, Intel, 0xa110, 0xa11f),
        new(AcsQuirkFamily.IntelWideRegisters, Intel, 0xa167, 0xa16a),
        new(AcsQuirkFamily.IntelWideRegisters, Intel, 0xa290, 0xa29f),
        new(AcsQuirkFamily.IntelWideRegisters, Intel, 0xa2e7, 0xa2ee),
        // Emulex BE3-R and Skyhawk-R.
        One(AcsQuirkFamily.VerifiedEndpoint, ServerEngines, 0x0710),
        One(AcsQuirkFamily.VerifiedEndpoint, Emulex, 0x0720),
        // Cavium ThunderX 1 to 3 root ports, and multi-function devices.
        new(AcsQuirkFamily.IsolatingRootPort, Cavium, 0xa000, 0xa7ff),
        One(AcsQuirkFamily.IsolatingRootPort, Cavium, 0xaf84),
        One(AcsQuirkFamily.IsolatingRootPort, Cavium, 0xb884),
        One(AcsQuirkFamily.VerifiedEndpoint, Cavium, 0xa026),
        One(AcsQuirkFamily.VerifiedEndpoint, Cavium, 0xa059),
        One(AcsQuirkFamily.VerifiedEndpoint, Cavium, 0xa060),
        // X-Gene and Ampere.
        One(AcsQuirkFamily.IsolatingPort, Amcc, 0xe004),
        new(AcsQuirkFamily.IsolatingPort, Ampere, 0xe005, 0xe00c),
        // Broadcom network cards, and PAXB root ports.
        One(AcsQuirkFamily.VerifiedEndpoint, Broadcom, 0x16d7),
        new(AcsQuirkFamily.VerifiedEndpoint, Broadcom, 0x1750, 0x1752),
        new(AcsQuirkFamily.VerifiedEndpoint, Broadcom, 0x1760, 0x1763),
        One(AcsQuirkFamily.IsolatingPort, Broadcom, 0xd714),
        // Loongson.
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x3c09),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x3c19),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x3c29),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a09),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a19),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a29),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a39),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a49),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a59),
        One(AcsQuirkFamily.IsolatingPort, Loongson, 0x7a69),
        // Amazon Annapurna Labs.
        One(AcsQuirkFamily.IsolatingRootPort, Annapurna, 0x0031),
        // Zhaoxin multi-function devices.
        One(AcsQuirkFamily.VerifiedEndpoint, Zhaoxin, 0x3038),
        One(AcsQuirkFamily.VerifiedEndpoint, Zhaoxin, 0x3104),
        One(AcsQuirkFamily.VerifiedEndpoint, Zhaoxin, 0x9083),
        // NXP LX2xx0 and LX2xx2.
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8d80, 0x8d83),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8d88, 0x8d8b),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8d90, 0x8d93),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8d98, 0x8d9b),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8da0, 0x8da1),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8da8, 0x8da9),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8db0, 0x8db1),
        new(AcsQuirkFamily.IsolatingPort, Nxp, 0x8db8, 0x8db9),
        // Zhaoxin ports and Wangxun cards: the family looks at the id.
        new(AcsQuirkFamily.ZhaoxinPort, Zhaoxin, 0x0000, 0xffff),
        new(AcsQuirkFamily.WangxunCard, Wangxun, 0x0000, 0xffff),
    ];

    public static ReadOnlySpan<AcsQuirk> Rows => Table;

    public static bool IsolatingZhaoxinPort(ushort device) =>
        device is (>= 0x0710 and <= 0x071e) or 0x0721 or (>= 0x0723 and <= 0x0752);

    public static bool IsolatingWangxunCard(ushort device) =>
        device is (>= 0x0100 and <= 0x010f) or 0x1001 or 0x2001
            or 0x5010 or 0x5025 or 0x5040 or 0x5110 or 0x5125 or 0x5140;

    private static AcsQuirk One(AcsQuirkFamily family, ushort vendor, ushort device) =>
        new(family, vendor, device, device);
}

using System.Collections.Frozen;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Requesters;

/// <summary>The devices with requester-id quirks, by vendor and device id.</summary>
/// <remarks>Source of the ids: the DECLARE_PCI_FIXUP_HEADER lines beside each quirk in drivers/pci/quirks.c.</remarks>
internal static class RequesterQuirkTable
{
    private const ushort Intel = 0x8086;
    private const ushort MarvellExt = 0x1b4b;
    private const ushort Adaptec = 0x9005;

    private static readonly FrozenDictionary<(ushort Vendor, ushort Device), RequesterQuirkKind> Kinds = Rows()
        .SelectMany(row => row.Devices.Select(device => ((row.Vendor, device), row.Kind)))
        .ToFrozenDictionary(row => row.Item1, row => row.Kind);

    public static RequesterQuirkKind Kind(ushort vendor, ushort device) =>
        Kinds.GetValueOrDefault((vendor, device));

    public static bool IsAdaptecRaid(PciFunction function) =>
        function is { SubsystemVendorId: Adaptec, SubsystemDeviceId: 0x02bb or 0x02bc };

    private static IEnumerable<(RequesterQuirkKind Kind, ushort Vendor, ushort[] Devices)> Rows() =>
    [
        // Ricoh card readers and FireWire, Glenfly.
        (RequesterQuirkKind.AsFunction0, 0x1180, [0xe832, 0xe476]),
        (RequesterQuirkKind.AsFunction0, 0x6766, [0x3d40, 0x3d41]),

        // Marvell 88SE91xx and 92xx SATA, HighPoint, JMicron, Plextor M6e.
        (RequesterQuirkKind.AsFunction1, MarvellExt,
            [0x9120, 0x9123, 0x9125, 0x9128, 0x9130, 0x9170, 0x9172, 0x917a, 0x9182, 0x9183, 0x91a0, 0x9215, 0x9220,
             0x9230, 0x9235]),
        (RequesterQuirkKind.AsFunction1, 0x1103, [0x0642, 0x0645]),
        (RequesterQuirkKind.AsFunction1, 0x197b, [0x2392]),
        (RequesterQuirkKind.AsFunction1, 0x1c28, [0x0122]),

        (RequesterQuirkKind.AdaptecRaid, Adaptec, [0x0285]),
        (RequesterQuirkKind.XeonPhi, Intel, [0x2260, 0x2264]),
        (RequesterQuirkKind.VisualComputeAccelerator, Intel, [0x2954, 0x2955, 0x2956, 0x2958, 0x2959, 0x295a]),

        // ASMedia 1083/1085, Tundra 8113, ITE 8892 and 8893, Intel 82801.
        (RequesterQuirkKind.HiddenPcieBridge, 0x1b21, [0x1080]),
        (RequesterQuirkKind.HiddenPcieBridge, 0x10e3, [0x8113]),
        (RequesterQuirkKind.HiddenPcieBridge, 0x1283, [0x8892, 0x8893]),
        (RequesterQuirkKind.HiddenPcieBridge, Intel, [0x244e]),

        // Broadcom Vulcan, Cavium ThunderX2.
        (RequesterQuirkKind.TranslationRoot, 0x14e4, [0x9000, 0x9084]),
    ];
}

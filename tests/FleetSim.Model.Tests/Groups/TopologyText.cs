using System.Globalization;
using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Tests.Groups;

/// <summary>Topologies for tests, written as text: functions apart by commas, in any order.</summary>
/// <remarks>
/// <c>ADDRESS KIND[ACS] [>BUS] [WORD...]</c>. Kinds: RP, USP, DSP, EP, RCI (root-complex endpoint), P2P (PCIe-to-PCI
/// bridge), REV (PCI-to-PCIe bridge), BR (conventional bridge), PCI (conventional). ACS: + offers and enforces all
/// isolation needs, 0 an empty capability, r offers RR and CR without enforcing them, u lacks UF in its control word, s
/// offers and enforces SV and UF only; nothing is no capability. Words: mf (header bit), vf=PF, via=REAL-DMA-DEVICE,
/// id=VENDOR:DEVICE, ari, sub=VENDOR:DEVICE (subsystem), class=CODE, ivrs=DEVFN (firmware's alias), bypass (no unit
/// translates it).
/// </remarks>
internal static class TopologyText
{
    public static PciTopology Parse(string text) => PciTopology.Empty.Plug(Functions(text));

    public static IEnumerable<PciFunction> Functions(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Function);

    public static PciAddress At(string address) => PciAddress.Parse(address);

    public static GroupTable Boot(string text) => GroupTable.Boot(Parse(text), GroupingPlatform.Of(IommuKind.Intel));

    /// <summary>
    /// The groups as <c>{a b} {c}</c>: by number, members in the order of joining, segment 0 left out.
    /// </summary>
    public static string Print(GroupTable table) => string.Join(' ', table.Groups.Select(group =>
        $"{{{string.Join(' ', group.Members.Select(Short))}}}"));

    private static string Short(PciAddress address) =>
        address.Segment == 0 ? address.ToString()["0000:".Length..] : address.ToString();

    private static PciFunction Function(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var address = At(words[0]);
        var kind = words[1].TrimEnd('+', '0', 'r', 'u', 's');
        var function = new PciFunction
        {
            Address = address,
            Kind = Kinds[kind],
            HeaderType = (byte)(kind is "RP" or "USP" or "DSP" or "P2P" or "REV" or "BR" ? 1 : 0),
            Acs = Acs(words[1][kind.Length..]),
            Unit = "dmar0",
        };
        return words.Skip(2).Aggregate(function, With);
    }

    private static PciFunction With(PciFunction function, string word)
    {
        var value = word[(word.IndexOf('=') + 1)..];
        return word.Split('=')[0] switch
        {
            ['>', .. var bus] => function with { Buses = Below(function.Address, Hex(bus)) },
            "mf" => function with { MultifunctionBit = true },
            "vf" => function with { PhysicalFunction = At(value) },
            "via" => function with { RealDmaDevice = At(value) },
            "id" => function with { VendorId = (ushort)Hex(value[..4]), DeviceId = (ushort)Hex(value[5..]) },
            "sub" => function with
            {
                SubsystemVendorId = (ushort)Hex(value[..4]),
                SubsystemDeviceId = (ushort)Hex(value[5..]),
            },
            "class" => function with { ClassCode = (uint)Hex(value) },
            "ivrs" => function with { FirmwareAlias = (byte)Hex(value) },
            "ari" => function with { AriForwarding = true },
            "bypass" => function with { Unit = null },
            _ => throw new ArgumentException($"'{word}' is no word of a test topology"),
        };
    }

    private static BridgeBuses Below(PciAddress bridge, int secondary) =>
        new(bridge.Bus, (byte)secondary, (byte)secondary);

    private static AcsCapability? Acs(string suffix)
    {
        const AcsFlags redirect = AcsFlags.RequestRedirect | AcsFlags.CompletionRedirect;
        const AcsFlags some = AcsFlags.SourceValidation | AcsFlags.UpstreamForwarding;
        return suffix switch
        {
            "+" => Registers(AcsFlags.Isolation, AcsFlags.Isolation),
            "0" => Registers(AcsFlags.None, AcsFlags.None),
            "r" => Registers(redirect, AcsFlags.None),
            "u" => Registers(AcsFlags.Isolation, AcsFlags.Isolation & ~AcsFlags.UpstreamForwarding),
            "s" => Registers(some, some),
            _ => null,
        };
    }

    private static AcsCapability Registers(AcsFlags offered, AcsFlags enforced) =>
        new((uint)offered | ((uint)enforced << 16), 0);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, PciKind> Kinds = new()
    {
        ["RP"] = PciKind.RootPort,
        ["USP"] = PciKind.UpstreamPort,
        ["DSP"] = PciKind.DownstreamPort,
        ["EP"] = PciKind.Endpoint,
        ["RCI"] = PciKind.RootComplexEndpoint,
        ["P2P"] = PciKind.PcieToPciBridge,
        ["REV"] = PciKind.PciToPcieBridge,
        ["BR"] = PciKind.ConventionalBridge,
        ["PCI"] = PciKind.Conventional,
    };
}

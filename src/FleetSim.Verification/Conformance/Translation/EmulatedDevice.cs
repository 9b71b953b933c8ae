using System.Globalization;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>A device as an emulator's command line names it: <c>edu,bus=b1,addr=3.0</c>.</summary>
/// <param name="Bus">The id of the bridge above it.</param>
/// <param name="Slot">Device and function number, for the order.</param>
internal sealed record EmulatedDevice(string Model, string Id, string Bus, int Slot)
{
    public const string RootBus = "pcie.0";

    public bool IsPcieToPci => Model == "pcie-pci-bridge";

    public bool IsBridge => IsPcieToPci
        || Model is "pcie-root-port" or "ioh3420" or "pci-bridge" or "x3130-upstream" or "xio3130-downstream";

    public static EmulatedDevice Parse(string argument)
    {
        var words = argument.Split(',');
        var settings = words.Skip(1).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(pair => pair.Key, pair => pair.Last()[1], StringComparer.Ordinal);
        return new EmulatedDevice(
            words[0],
            settings.GetValueOrDefault("id", ""),
            settings.GetValueOrDefault("bus", RootBus),
            SlotOf(settings.GetValueOrDefault("addr", "")));
    }

    private static int SlotOf(string address)
    {
        var parts = address.Split('.');
        return parts.Length is 1 or 2
            && TryHex(parts[0], out var device) && (parts.Length == 1 || TryHex(parts[1], out _))
                ? (device << 3) | (parts.Length == 2 && TryHex(parts[1], out var function) ? function : 0)
                : int.MaxValue;
    }

    private static bool TryHex(string text, out int number) => int.TryParse(
        text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text,
        NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture,
        out number);
}

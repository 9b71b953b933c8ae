using System.Globalization;
using System.Text.Json;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Reads numbers of recordings: JSON numbers, or text, decimal or with 0x hexadecimal.</summary>
internal static class Numbers
{
    public static ulong Of(JsonField field) =>
        field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetUInt64(out var number)
            ? number
            : Parse(field, field.Text());

    /// <summary>A number of 32 bits.</summary>
    public static uint Word(JsonField field) => Of(field) is <= uint.MaxValue and var number
        ? (uint)number
        : throw field.Problem($"expected a number up to {uint.MaxValue}");

    /// <summary>An address: a number, or a buffer and what is added to its begin.</summary>
    public static RecordedVaddr Vaddr(JsonField field) => field.Value.ValueKind == JsonValueKind.Number
        ? new RecordedVaddr(null, Of(field))
        : Vaddr(field, field.Text());

    public static RecordedVaddr Vaddr(JsonField field, string text) =>
        text.IndexOf('+', StringComparison.Ordinal) is >= 0 and var plus
            ? new RecordedVaddr(text[..plus], Parse(field, text[(plus + 1)..]))
            : new RecordedVaddr(null, Parse(field, text));

    public static ulong Parse(JsonField field, string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return ulong.TryParse(
            isHex ? text[2..] : text,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number)
                ? number
                : throw field.Problem($"'{JsonField.Shortened(text)}' is no number of 64 bits");
    }
}

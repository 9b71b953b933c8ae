using System.Globalization;

namespace FleetSim.Load.Quantities;

/// <summary>Sizes as the scenario file writes them: <c>4GiB</c>.</summary>
public static class SizeText
{
    private const string Expected = "a size such as 4GiB";

    /// <summary>Parses more than 0 bytes, a whole number of them.</summary>
    /// <exception cref="LoadFormatException">Not a number, zero, without a unit or with an unknown one, or beyond 16
    /// EiB.</exception>
    public static ulong Parse(string text)
    {
        var (value, unit) = NumberText.Split(text, Expected);
        var shift = unit switch
        {
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            "TiB" => 40,
            _ => throw new LoadFormatException($"'{text}' has no unit of KiB, MiB, GiB or TiB; expected {Expected}"),
        };
        var bytes = value * (1UL << shift);
        return bytes is >= 1 and < ulong.MaxValue && bytes == Math.Floor(bytes)
            ? (ulong)bytes
            : throw new LoadFormatException($"'{text}' is no size that memory can have; expected {Expected}");
    }

    /// <summary>A size with the largest unit that leaves a whole number.</summary>
    public static string Of(ulong bytes)
    {
        var (unit, shift) = bytes switch
        {
            _ when bytes % (1UL << 40) == 0 => ("TiB", 40),
            _ when bytes % (1 << 30) == 0 => ("GiB", 30),
            _ when bytes % (1 << 20) == 0 => ("MiB", 20),
            _ => ("KiB", 10),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> shift}{unit}");
    }
}

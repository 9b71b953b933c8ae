using System.Globalization;

namespace FleetSim.Load.Quantities;

/// <summary>Whole numbers of users as the scenario file writes them: <c>256</c>.</summary>
public static class CountText
{
    /// <summary>More users than this are a typing error.</summary>
    public const int Max = 1_000_000;

    /// <summary>Parses 0 to <see cref="Max"/>.</summary>
    /// <exception cref="LoadFormatException">Not a whole number, negative, or above the cap.</exception>
    public static int Parse(string text)
    {
        const string expected = "a whole number such as 256";
        var (value, unit) = NumberText.Split(text, expected);
        if (unit.Length > 0 || value != Math.Floor(value))
        {
            throw new LoadFormatException($"'{text}' is not a count; expected {expected}");
        }

        return value <= Max
            ? (int)value
            : throw new LoadFormatException(
                string.Create(CultureInfo.InvariantCulture, $"'{text}' is above the largest count of {Max}"));
    }
}

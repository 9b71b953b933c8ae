using System.Globalization;

namespace FleetSim.Load.Quantities;

/// <summary>Splits <c>2000/s</c> or <c>1.5ms</c> into its number and its unit.</summary>
public static class NumberText
{
    /// <summary>Reads digits with an optional fraction and returns what follows them as the unit.</summary>
    /// <param name="text">The whole text; no sign, exponent or thousands separator.</param>
    /// <param name="expected">What the text should have been, with an example; ends the sentence of the error.</param>
    /// <exception cref="LoadFormatException">There is no number, or it is negative.</exception>
    public static (double Value, string Unit) Split(string text, string expected)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith('-'))
        {
            throw new LoadFormatException($"'{text}' is negative; expected {expected}");
        }

        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        var digits = text.AsSpan(0, end);
        if (end == 0 || digits[0] == '.' || digits[^1] == '.'
            || !double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            throw new LoadFormatException($"'{text}' does not start with a number; expected {expected}");
        }

        return (value, text[end..].Trim());
    }

    /// <summary>Splits <c>a..b</c> into its two ends; a text without dots is both ends.</summary>
    public static (string From, string To) Range(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? (text.Trim(), text.Trim()) : (text[..dots].Trim(), text[(dots + 2)..].Trim());
    }
}

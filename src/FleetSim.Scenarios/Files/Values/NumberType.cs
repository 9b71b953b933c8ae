using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A number in digits, from a smallest to a largest; a fraction only where the type has one.</summary>
internal sealed class NumberType<T>(T min, T max) : ValueType<T>
    where T : struct, INumber<T>
{
    // A type that divides 1 by 2 has fractions.
    private static readonly bool IsWhole = T.One / (T.One + T.One) == T.Zero;

    private string Expected => string.Create(
        CultureInfo.InvariantCulture, $"a {(IsWhole ? "whole number" : "number")} from {min} to {max}");

    public override T Read(YamlNode node, FieldPlace place)
    {
        var scalar = Expect<YamlScalar>(node, place, Expected);
        if (!scalar.Plain)
        {
            throw place.Error($"'{scalar.Text}' is in quotes; expected {Expected}");
        }

        var styles = IsWhole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        return IsNumber(scalar.Text)
            && T.TryParse(scalar.Text, styles, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max
                ? value
                : throw place.Error($"'{scalar.Text}' is not {Expected}");
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = IsWhole ? "integer" : "number",
        ["minimum"] = JsonValue.Create(min),
        ["maximum"] = JsonValue.Create(max),
    };

    /// <summary>Digits around at most one dot: no sign, no exponent, no NaN.</summary>
    private static bool IsNumber(string text) =>
        text.All(character => char.IsAsciiDigit(character) || character == '.')
        && !text.StartsWith('.') && !text.EndsWith('.');
}

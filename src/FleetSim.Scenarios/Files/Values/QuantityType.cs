using System.Text.Json.Nodes;
using FleetSim.Load.Quantities;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A value with a notation of its own, such as <c>2000/s</c>; whoever parses it says what is wrong.</summary>
/// <param name="expected">With its article, for values that are no single value at all.</param>
/// <param name="parse">Throws <see cref="LoadFormatException"/>.</param>
/// <param name="schema">Makes the schema anew each time: a JSON node has one parent.</param>
internal sealed class QuantityType<T>(string expected, Func<string, T> parse, Func<JsonObject> schema) : ValueType<T>
{
    /// <summary>A number to YAML, and so not in quotes.</summary>
    public bool IsNumber { get; init; }

    public override T Read(YamlNode node, FieldPlace place)
    {
        var scalar = Expect<YamlScalar>(node, place, expected);
        if (IsNumber && !scalar.Plain)
        {
            throw place.Error($"'{scalar.Text}' is in quotes; expected {expected}");
        }

        try
        {
            return parse(scalar.Text);
        }
        catch (LoadFormatException exception)
        {
            throw place.Error(exception.Message);
        }
    }

    public override JsonObject Schema() => schema();
}

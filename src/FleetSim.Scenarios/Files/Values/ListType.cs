using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A list of values of one type.</summary>
/// <param name="things">What it lists, in the plural.</param>
internal sealed class ListType<T>(ValueType<T> item, string things, int min, int max) : ValueType<IReadOnlyList<T>>
{
    /// <summary>Ends the sentence about a list that is longer than it may be.</summary>
    public string? WhyNoMore { get; init; }

    public override IReadOnlyList<Key> Keys => item.Keys;

    public override IReadOnlyList<T> Read(YamlNode node, FieldPlace place)
    {
        var items = Expect<YamlList>(node, place, $"a list of {things}").Items;
        if (items.Count < min)
        {
            throw place.Error($"is empty; at least {min} is needed");
        }

        if (items.Count > max)
        {
            throw place.Error(WhyNoMore ?? $"lists {items.Count} {things}; the most is {max}");
        }

        return [.. items.Select((value, index) => item.Read(value, place.Item(index, value.Line)))];
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["maxItems"] = max };
        if (max > 0)
        {
            schema["minItems"] = min;
            schema["items"] = item.Schema();
        }

        return schema;
    }
}

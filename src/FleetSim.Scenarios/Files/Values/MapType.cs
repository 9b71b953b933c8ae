using System.Text.Json.Nodes;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A mapping with the given keys and no others.</summary>
/// <param name="keys">The table: nothing else says which keys there are.</param>
/// <param name="build">Makes the value, once all keys are known and each is there at most once.</param>
internal sealed class MapType<T>(IReadOnlyList<Key> keys, Func<Fields, T> build) : ValueType<T>
{
    /// <summary>What the keys cannot say one by one; is given the finished schema.</summary>
    public Action<JsonObject>? CompleteSchema { get; init; }

    public override IReadOnlyList<Key> Keys => keys;

    public override T Read(YamlNode node, FieldPlace place)
    {
        var map = Expect<YamlMap>(node, place, $"a mapping with {string.Join(", ", keys.Select(key => key.Name))}");
        var given = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            Add(given, entry, place);
        }

        if (keys.FirstOrDefault(key => key.Required && !given.ContainsKey(key.Name)) is { } missing)
        {
            throw place.Error($"the key '{missing.Name}' is missing");
        }

        return build(new Fields(place, given));
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Schema()))),
            ["additionalProperties"] = false,
        };
        if (keys.Any(key => key.Required))
        {
            schema["required"] =
                new JsonArray([.. keys.Where(key => key.Required).Select(key => JsonValue.Create(key.Name))]);
        }

        CompleteSchema?.Invoke(schema);
        return schema;
    }

    private void Add(Dictionary<string, YamlNode> given, YamlEntry entry, FieldPlace map)
    {
        var line = entry.Key.Line;
        if (entry.Key is not YamlScalar { Text: var name })
        {
            throw (map with { Line = line }).Error($"a key is {entry.Key.Form}; expected a word");
        }

        if (!keys.Any(key => key.Name == name))
        {
            var near = NearestName.Suggestion(name, keys.Select(key => key.Name));
            var all = near.Length > 0 ? near : $"; expected {string.Join(", ", keys.Select(key => key.Name))}";
            throw (map with { Line = line }).Error($"'{name}' is not a key here{all}");
        }

        if (!given.TryAdd(name, entry.Value))
        {
            throw map.Key(name, line).Error("the key is given twice");
        }
    }
}

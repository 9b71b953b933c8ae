using System.Text.Json.Nodes;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>One of a few words.</summary>
internal sealed class WordType<T>(params (string Word, T Value)[] words) : ValueType<T>
{
    /// <summary>Words of a later version, and the sentence about each.</summary>
    public IReadOnlyDictionary<string, string> NotYet { get; init; } = new Dictionary<string, string>();

    private string Expected => $"one of {string.Join(", ", words.Select(word => word.Word))}";

    public override T Read(YamlNode node, FieldPlace place)
    {
        var text = Expect<YamlScalar>(node, place, Expected).Text;
        foreach (var (word, value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        if (NotYet.TryGetValue(text, out var sentence))
        {
            throw place.Error(sentence);
        }

        var suggestion = NearestName.Suggestion(text, words.Select(word => word.Word));
        throw place.Error($"'{text}' is not {Expected}{suggestion}");
    }

    public override JsonObject Schema() => new()
    {
        ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word.Word))]),
    };
}

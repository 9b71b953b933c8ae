using System.Globalization;
using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>Turns a default into the JSON that an editor would write for it.</summary>
internal static class SchemaText
{
    public static JsonNode JsonOf(YamlNode node) => node switch
    {
        YamlList list => new JsonArray([.. list.Items.Select(JsonOf)]),
        YamlMap => new JsonObject(),
        YamlScalar { Text: var text } when double.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar { Text: var text } => JsonValue.Create(text),
        _ => throw new ArgumentException($"a default is {node.Form}", nameof(node)),
    };
}

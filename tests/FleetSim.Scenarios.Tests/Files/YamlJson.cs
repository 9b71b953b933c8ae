using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Tests.Files;

/// <summary>A YAML document as the JSON that an editor checks against the schema: YAML 1.2's core types.</summary>
internal static partial class YamlJson
{
    public static JsonNode? Of(string text) => Of(YamlReader.Read(text)!);

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlMap map => new JsonObject(
            map.Entries.Select(entry => KeyValuePair.Create(((YamlScalar)entry.Key).Text, Of(entry.Value)))),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Plain: true, Text: "true" or "True" or "TRUE" } => true,
        YamlScalar { Plain: true, Text: "false" or "False" or "FALSE" } => false,
        YamlScalar { Plain: true, Text: var text } when Number().IsMatch(text) =>
            double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        YamlScalar { Text: var text } => JsonValue.Create(text),
        _ => throw new NotSupportedException(),
    };

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}

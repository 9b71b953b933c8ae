using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>Turns a default into the JSON that an editor would write for it.</summary>
internal static class SchemaText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Goes to a terminal or a file, not into HTML.
    };

    /// <summary>The schema of a kind of file, as an indented document of draft 2020-12.</summary>
    public static string Document(string title, string description, JsonObject type)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (keyword, value) in type)
        {
            schema[keyword] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable);
    }

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

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Keys;

namespace FleetSim.Scenarios.Files;

/// <summary>The scenario file as a JSON schema, for editors; made from the keys that the reader uses.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Goes to a terminal or a file, not into HTML.
    };

    /// <summary>The schema as an indented document of draft 2020-12.</summary>
    /// <remarks>
    /// It allows everything the reader does. Rules between keys, such as unique names, it leaves to the reader.
    /// </remarks>
    public static string Json()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "FleetSim scenario",
            ["description"] = "A fleet of simulated hosts, what happens to it, and what must hold afterwards.",
        };
        foreach (var (keyword, value) in ScenarioKeys.Type.Schema())
        {
            schema[keyword] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable);
    }
}

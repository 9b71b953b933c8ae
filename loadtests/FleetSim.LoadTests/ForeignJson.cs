using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetSim.LoadTests;

/// <summary>JSON of runs on load frameworks, generated at build time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForeignDocument))]
public sealed partial class ForeignJson : JsonSerializerContext
{
    public static string Text(ForeignDocument document) => JsonSerializer.Serialize(document, Default.ForeignDocument);
}

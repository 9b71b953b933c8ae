using System.Text.Json;
using System.Text.Json.Serialization;

namespace FleetSim.Scenarios.Capacity;

/// <summary>JSON of a search for the highest rate, generated at build time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CapacityDocument))]
public sealed partial class CapacityJson : JsonSerializerContext
{
    public static string Text(CapacityDocument document) =>
        JsonSerializer.Serialize(document, Default.CapacityDocument);
}

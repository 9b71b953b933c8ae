using System.Text.Json;
using System.Text.Json.Serialization;
using FleetSim.Load.Results;

namespace FleetSim.Scenarios.Reporting;

/// <summary>JSON of run documents, generated at build time.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(RepeatedDocument))]
[JsonSerializable(typeof(ComparisonDocument))]
[JsonSerializable(typeof(LoadResult))]
public sealed partial class RunJson : JsonSerializerContext
{
    public static string Text(RunDocument run) => JsonSerializer.Serialize(run, Default.RunDocument);

    public static string Text(RepeatedDocument runs) => JsonSerializer.Serialize(runs, Default.RepeatedDocument);

    public static string Text(ComparisonDocument comparison) =>
        JsonSerializer.Serialize(comparison, Default.ComparisonDocument);

    public static string Text(LoadResult load) => JsonSerializer.Serialize(load, Default.LoadResult);
}

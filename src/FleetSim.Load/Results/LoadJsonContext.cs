using System.Text.Json.Serialization;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Results;

/// <summary>Result documents as JSON, without reflection; a document of another project adds its own context.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, LatencySummary>))]
[JsonSerializable(typeof(IReadOnlyList<ThresholdResult>))]
public sealed partial class LoadJsonContext : JsonSerializerContext;

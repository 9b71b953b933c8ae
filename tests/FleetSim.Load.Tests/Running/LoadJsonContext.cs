using System.Text.Json.Serialization;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Tests.Running;

/// <summary>Results as JSON, as the documents of other projects hold them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, LatencySummary>))]
[JsonSerializable(typeof(IReadOnlyList<ThresholdResult>))]
internal sealed partial class LoadJsonContext : JsonSerializerContext;

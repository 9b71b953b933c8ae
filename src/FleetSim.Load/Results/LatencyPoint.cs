using System.Text.Json.Serialization;

namespace FleetSim.Load.Results;

/// <summary>One point of a latency distribution.</summary>
/// <param name="Percentile">0 to below 100.</param>
/// <param name="Seconds">The latency that so many stay at or below.</param>
public readonly record struct LatencyPoint(
    [property: JsonPropertyName("percentile")] double Percentile,
    [property: JsonPropertyName("seconds")] double Seconds);

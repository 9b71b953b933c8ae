using System.Text.Json.Serialization;

namespace FleetSim.Load.Results;

/// <summary>Latencies in seconds; all 0 when nothing was measured.</summary>
/// <param name="Distribution">For plots: the latency at percentiles ever closer to 100.</param>
public sealed record LatencySummary(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p90")] double P90,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("p99.9")] double P999,
    [property: JsonPropertyName("p99.99")] double P9999,
    [property: JsonPropertyName("max")] double Max,
    [property: JsonPropertyName("mean")] double Mean,
    [property: JsonPropertyName("distribution")] IReadOnlyList<LatencyPoint> Distribution);

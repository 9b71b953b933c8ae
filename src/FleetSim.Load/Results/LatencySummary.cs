using System.Text.Json.Serialization;
using FleetSim.Load.Recording;

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
    [property: JsonPropertyName("distribution")] IReadOnlyList<LatencyPoint> Distribution)
{
    public static LatencySummary Of(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        double At(double percentile) => histogram.At(percentile).TotalSeconds;
        return new LatencySummary(
            At(50), At(90), At(99), At(99.9), At(99.99), histogram.Max.TotalSeconds, histogram.Mean.TotalSeconds,
            [.. Percentiles(histogram.Count).Select(percentile => new LatencyPoint(percentile, At(percentile)))]);
    }

    /// <summary>
    /// Eight steps a "nine" (0 to 90, 90 to 99, …), as far as the number of values has something to say.
    /// </summary>
    private static IEnumerable<double> Percentiles(long count)
    {
        const int stepsPerNine = 8;
        for (var step = 0; count > 0; step++)
        {
            var above = Math.Pow(10, -step / (double)stepsPerNine);
            yield return 100 * (1 - above);
            if (above * count < 1)
            {
                break;
            }
        }
    }
}

using FleetSim.Load.Results;
using HdrHistogram;

namespace FleetSim.Load.Recording;

/// <summary>Latencies from 1 µs to 60 s with three significant digits; maximum and mean are exact.</summary>
/// <remarks>Not thread-safe. About 140 KB, whatever is recorded.</remarks>
public sealed class LatencyHistogram
{
    private const long LowestNs = 1_000;
    private const long HighestNs = 60_000_000_000;

    private readonly LongHistogram _histogram = new(LowestNs, HighestNs, 3);
    private Int128 _sumTicks;

    public long Count => _histogram.TotalCount;

    public TimeSpan Max { get; private set; }

    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(_sumTicks / Count));

    /// <summary>
    /// Adds one. Negative counts as zero; above 60 s the percentiles say 60 s and the maximum the truth.
    /// </summary>
    public void Record(TimeSpan latency)
    {
        var ticks = Math.Max(0, latency.Ticks);
        _histogram.RecordValue(ticks >= HighestNs / TimeSpan.NanosecondsPerTick
            ? HighestNs
            : ticks * TimeSpan.NanosecondsPerTick);
        _sumTicks += ticks;
        Max = TimeSpan.FromTicks(Math.Max(Max.Ticks, ticks));
    }

    /// <summary>As the library has it, in nanoseconds: for its log.</summary>
    internal LongHistogram Histogram => _histogram;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _histogram.Reset();
        (_sumTicks, Max) = (0, TimeSpan.Zero);
    }

    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _histogram.Add(other._histogram);
        _sumTicks += other._sumTicks;
        Max = other.Max > Max ? other.Max : Max;
    }

    /// <summary>The latency that the given share of all stays at or below.</summary>
    /// <param name="percentile">0 to 100.</param>
    public TimeSpan At(double percentile)
    {
        if (Count == 0)
        {
            return TimeSpan.Zero;
        }

        // The library rounds the rank to the nearest: p90 of six values would be the fifth. Ask for a whole rank.
        var rank = Math.Max(1, Math.Ceiling((percentile * Count / 100) - 1e-6));
        var ticks = _histogram.GetValueAtPercentile(100 * rank / Count) / TimeSpan.NanosecondsPerTick;

        // A bucket answers with its upper edge, which may lie above everything that was recorded.
        return TimeSpan.FromTicks(Math.Min(ticks, Max.Ticks));
    }

    /// <summary>Its percentiles; all 0 when nothing was measured.</summary>
    public LatencySummary Summarize()
    {
        double Seconds(double percentile) => At(percentile).TotalSeconds;
        return new LatencySummary(
            Seconds(50), Seconds(90), Seconds(99), Seconds(99.9), Seconds(99.99), Max.TotalSeconds, Mean.TotalSeconds,
            [.. Percentiles(Count).Select(percentile => new LatencyPoint(percentile, Seconds(percentile)))]);
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

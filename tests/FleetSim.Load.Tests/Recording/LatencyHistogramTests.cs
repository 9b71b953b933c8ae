using CsCheck;
using FleetSim.Load.Recording;

namespace FleetSim.Load.Tests.Recording;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void At_ThousandKnownValues_IsTheirPercentile()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 1000; i++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(i));
        }

        // Three digits: within one part in a thousand.
        Assert.Equal(0.500, histogram.At(50).TotalSeconds, 0.0005);
        Assert.Equal(0.990, histogram.At(99).TotalSeconds, 0.001);
        Assert.Equal(0.999, histogram.At(99.9).TotalSeconds, 0.001);
        Assert.Equal(TimeSpan.FromSeconds(1), histogram.Max);
        Assert.Equal(TimeSpan.FromMilliseconds(500.5), histogram.Mean);
    }

    [Fact]
    public void At_AnyValues_IsWithinAThousandthOfTheSortedList()
    {
        Gen.Int[10, 600_000_000].Array[1, 200].Sample(ticks =>
        {
            var histogram = new LatencyHistogram();
            Array.ForEach(ticks, tick => histogram.Record(TimeSpan.FromTicks(tick)));
            var sorted = ticks.Order().ToArray();
            foreach (var percentile in new[] { 50, 90, 99, 100 })
            {
                var exact = sorted[(int)Math.Ceiling(percentile / 100.0 * sorted.Length) - 1];
                Assert.InRange(histogram.At(percentile).Ticks, exact * 0.999 - 10, exact * 1.001 + 10);
            }
        });
    }

    [Fact]
    public void Record_AboveTheRange_MaximumIsTheTruth()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromMinutes(2));

        Assert.Equal(TimeSpan.FromMinutes(2), histogram.Max);
        Assert.Equal(60.0, histogram.At(50).TotalSeconds, 0.06);
    }

    [Fact]
    public void Record_Negative_CountsAsZero()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromTicks(-1));

        Assert.Equal((1L, TimeSpan.Zero, TimeSpan.Zero), (histogram.Count, histogram.Max, histogram.At(50)));
    }

    [Fact]
    public void Add_TwoHistograms_IsTheSameAsOne()
    {
        var (a, b, all) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var i = 1; i <= 1000; i++)
        {
            (i % 3 == 0 ? a : b).Record(TimeSpan.FromMicroseconds(i));
            all.Record(TimeSpan.FromMicroseconds(i));
        }

        a.Add(b);

        Assert.Equivalent(all.Summarize(), a.Summarize());
    }

    [Fact]
    public void Summary_Empty_IsAllZero()
    {
        var summary = new LatencyHistogram().Summarize();

        Assert.Equal((0.0, 0.0, 0.0), (summary.P50, summary.Max, summary.Mean));
        Assert.Empty(summary.Distribution);
    }
}

using FleetSim.Load.Results;

namespace FleetSim.Load.Comparing;

/// <summary>
/// A series by second in at most twenty blocks of whole seconds: enough to see how much a figure moves within a run.
/// </summary>
/// <param name="Seconds">Length of each block.</param>
/// <param name="Operations">Answers in each block.</param>
/// <param name="LatencyMean">Mean latency of each block's answers, in seconds; 0 without answers.</param>
public sealed record SeriesBlocks(
    int Seconds, IReadOnlyList<long> Operations, IReadOnlyList<double> LatencyMean)
{
    private const int BlocksMax = 20;

    public static SeriesBlocks None { get; } = new(1, [], []);

    /// <summary>The blocks of the full seconds of a measurement; the rest of them and the drain are left out.</summary>
    public static SeriesBlocks Of(WorkloadSeries series, double measuredSeconds)
    {
        ArgumentNullException.ThrowIfNull(series);
        var (length, count) = Grid(measuredSeconds);
        var answers = new long[count];
        var latency = new double[count];
        for (var block = 0; block < count; block++)
        {
            foreach (var second in Enumerable.Range(block * length, length))
            {
                var answered = series.Outcomes.Values.Sum(values => values.ElementAtOrDefault(second));
                answers[block] += answered;
                latency[block] += answered * series.LatencyMean.ElementAtOrDefault(second);
            }

            latency[block] /= Math.Max(1, answers[block]);
        }

        return new SeriesBlocks(length, answers, latency);
    }

    /// <summary>The same blocks of values that add up, such as processor seconds.</summary>
    public static IReadOnlyList<double> Sums(IReadOnlyList<double> perSecond, double measuredSeconds)
    {
        ArgumentNullException.ThrowIfNull(perSecond);
        var (length, count) = Grid(measuredSeconds);
        return count * length > perSecond.Count
            ? []
            : [.. Enumerable.Range(0, count).Select(block => perSecond.Skip(block * length).Take(length).Sum())];
    }

    private static (int Length, int Count) Grid(double measuredSeconds)
    {
        var seconds = (int)measuredSeconds;
        var length = Math.Max(1, (seconds + BlocksMax - 1) / BlocksMax);
        return (length, seconds / length);
    }
}

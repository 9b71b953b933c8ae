namespace FleetSim.Load.Comparing;

/// <summary>Compares how often there was what should not be.</summary>
internal static class EventLines
{
    /// <summary>Counts of independent events differ by this many standard deviations once in some thousand
    /// comparisons.</summary>
    private const double Deviations = 3.5;

    /// <summary>
    /// Any event where there were none is a regression. Where there were some before, more of them are one beyond the
    /// tolerance and beyond what the counts of single runs vary.
    /// </summary>
    public static IEnumerable<ComparisonLine> Of(
        IReadOnlyList<ComparedRun> before, IReadOnlyList<ComparedRun> after, double tolerance)
    {
        foreach (var name in before.Concat(after).SelectMany(run => run.Events.Keys).Distinct())
        {
            var (b, a) = (Counts(before, name), Counts(after, name));
            var decides = before.Concat(after).Any(run => run.Events.GetValueOrDefault(name).Decides);
            var verdict = decides ? Judge(b, a, tolerance) : LineVerdict.Told;
            yield return new ComparisonLine(
                "", name, FigureKind.Event, b.Sum(), a.Sum(), Interval: null, verdict, decides);
        }
    }

    private static long[] Counts(IReadOnlyList<ComparedRun> runs, string name) =>
        [.. runs.Select(run => run.Events.GetValueOrDefault(name).Count)];

    private static LineVerdict Judge(long[] before, long[] after, double tolerance)
    {
        var (b, a) = (before.Average(), after.Average());
        if (b == 0 || a == 0)
        {
            return a > 0 ? LineVerdict.Regression : b > 0 ? LineVerdict.Better : LineVerdict.Equal;
        }

        var noise = Deviations * Math.Sqrt(Variance(before) + Variance(after));
        return a > b * (1 + tolerance) && a - b > noise ? LineVerdict.Regression
            : b > a * (1 + tolerance) && b - a > noise ? LineVerdict.Better
            : noise > tolerance * b ? LineVerdict.TooNoisy
            : LineVerdict.Equal;
    }

    /// <summary>Of the mean: that of counts of independent events, or what the runs show if that is more.</summary>
    private static double Variance(long[] counts)
    {
        var mean = counts.Average();
        var shown = counts.Length > 1
            ? counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1)
            : 0;
        return Math.Max(mean, shown) / counts.Length;
    }
}

namespace FleetSim.Load.Comparing;

/// <summary>How exact a run's figure is, judged by how much it moved from one stretch of the run to the next.</summary>
internal static class BlockNoise
{
    /// <summary>Fewer blocks say nothing about how much a figure moves.</summary>
    private const int BlocksMin = 4;

    /// <summary>What is assumed then: a run of so few seconds is not exact.</summary>
    private const double Unknown = 0.05;

    /// <summary>Neighbours that resemble each other more than this are few independent values, whatever the
    /// series says.</summary>
    private const double CorrelationMax = 0.8;

    /// <summary>Standard error of the logarithm of one run's figure, the mean over all runs.</summary>
    /// <param name="runs">The figure by block, of each run. Not positive is no value.</param>
    /// <remarks>
    /// What all runs have in common, such as a ramp of the load, is no noise and is taken out. The blocks of a run
    /// are correlated: a garbage collection or a busy neighbour lasts. Their variance is multiplied by
    /// (1 + r) / (1 - r), r being the correlation of neighbours, corrected upwards for short series.
    /// </remarks>
    public static double StandardError(IReadOnlyList<IReadOnlyList<double>> runs)
    {
        var blocks = runs.Min(run => run.Count);
        if (blocks < BlocksMin || runs.Any(run => run.Count != blocks || run.Any(value => value <= 0)))
        {
            return Unknown;
        }

        var logs = runs.Select(run => run.Select(value => Math.Log(value)).ToArray()).ToArray();
        var common = Enumerable.Range(0, blocks).Select(block => logs.Average(run => run[block])).ToArray();
        var own = runs.Count / (runs.Count - 1.0); // The common part has taken a share of each run's own noise.
        return Math.Sqrt(logs.Average(run =>
            own * SquaredError([.. run.Select((value, block) => value - common[block])])));
    }

    private static double SquaredError(double[] values)
    {
        var mean = values.Average();
        var sum = values.Sum(value => (value - mean) * (value - mean));
        if (sum <= 0)
        {
            return 0;
        }

        var neighbours = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            neighbours += (values[i] - mean) * (values[i - 1] - mean);
        }

        var measured = neighbours / sum;
        var correlation = Math.Clamp(measured + ((1 + (3 * Math.Max(0, measured))) / values.Length), 0, CorrelationMax);
        var variance = sum / (values.Length - 1);
        return variance / values.Length * (1 + correlation) / (1 - correlation);
    }
}

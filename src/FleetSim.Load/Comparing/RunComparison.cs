namespace FleetSim.Load.Comparing;

/// <summary>Compares two sets of runs of the same load, noise first.</summary>
/// <remarks>
/// A figure is worse when it is worse by more than the tolerance, and its whole interval is worse than the same. It is
/// equal when it is the same within the tolerance, and noise alone would have moved it by less than that. The
/// probability that noise alone makes any line a regression is bounded over all lines: half of it is the processor
/// time's, the other half is divided among the other figures that decide.
/// </remarks>
public static class RunComparison
{
    /// <summary>Of a false alarm on either side, over all lines of a comparison.</summary>
    private const double ErrorInAll = 0.02;

    /// <summary>So many runs a side show how much they differ; how much each has moved is not asked then.</summary>
    private const int RunsThatShow = 3;

    /// <summary>A lack of one percent of a plan is a lack, however much a latency may move.</summary>
    private const double PlanTolerance = 0.01;

    private const int RunsMax = 100;

    /// <param name="before">Runs of the base, at least one, all with the same workloads.</param>
    /// <param name="after">The same of what is new.</param>
    /// <param name="tolerance">Share by which a figure may be worse, such as 0.1; more than 0.</param>
    public static ComparisonResult Of(
        IReadOnlyList<ComparedRun> before, IReadOnlyList<ComparedRun> after, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(before.Count, nameof(before));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(after.Count, nameof(after));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        var figures = FigureList.Of(before, after);
        var others = Math.Max(1, figures.Count(figure => figure.Decides && figure.Kind != FigureKind.Processor));
        var simulated = before.Concat(after).All(run => run.Processor is null);
        return new ComparisonResult(tolerance, before.Count, after.Count,
        [
            .. EventLines.Of(before, after, tolerance),
            .. figures.Select(figure => Line(
                figure,
                Interval(
                    figure,
                    simulated ? NoiseFloor.None : NoiseFloor.Of(figure.Kind),
                    MachineNoise.Of(figure.Kind, before, after),
                    ErrorInAll / 2 / (figure.Kind == FigureKind.Processor ? 1 : others)),
                figure.Name == FigureList.StartedOfPlan ? Math.Min(tolerance, PlanTolerance) : tolerance)),
        ]);
    }

    private static RatioInterval Interval(ComparedFigure figure, NoiseFloor floor, double machine, double error)
    {
        if (figure.Kind == FigureKind.Share && figure.Before.Concat(figure.After).Distinct().Count() == 1)
        {
            (floor, machine) = (NoiseFloor.None, 0); // All of a plan, in every run: no noise has touched it.
        }

        var shown = Math.Min(figure.Before.Count, figure.After.Count) >= RunsThatShow || figure.Blocks.Count == 0;
        var within = shown ? 0 : figure.BlockFactor * BlockNoise.StandardError(figure.Blocks);
        return RatioEstimate.Of(
            figure.Before,
            figure.After,
            Math.Sqrt((floor.Run * floor.Run) + (within * within)),
            floor.Session,
            machine,
            error);
    }

    private static ComparisonLine Line(ComparedFigure figure, RatioInterval interval, double tolerance)
    {
        var verdict = figure.Decides ? Judge(figure.GreaterIsWorse, interval, tolerance) : LineVerdict.Told;
        return new ComparisonLine(
            figure.Subject,
            figure.Name,
            figure.Kind,
            Mean(figure.Before),
            Mean(figure.After),
            interval,
            verdict,
            figure.Decides,
            verdict == LineVerdict.TooNoisy ? RunsNeeded(figure, interval, tolerance) : null);
    }

    private static LineVerdict Judge(bool greaterIsWorse, RatioInterval interval, double tolerance)
    {
        var (ratio, low, high) = greaterIsWorse
            ? (interval.Ratio, interval.Low, interval.High)
            : (1 / interval.Ratio, 1 / interval.High, 1 / interval.Low);
        return low > 1 && ratio > 1 + tolerance ? LineVerdict.Regression
            : high < 1 && ratio < 1 / (1 + tolerance) ? LineVerdict.Better
            : interval.Noise <= tolerance && ratio <= 1 + tolerance && ratio >= 1 / (1 + tolerance) ? LineVerdict.Equal
            : LineVerdict.TooNoisy;
    }

    /// <summary>As many as make the interval as narrow as the tolerance, if any number does.</summary>
    private static int? RunsNeeded(ComparedFigure figure, RatioInterval interval, double tolerance)
    {
        var wanted = Math.Log(1 + tolerance);
        var left = (wanted * wanted) - (interval.Fixed * interval.Fixed);
        if (left <= 0)
        {
            return null;
        }

        const double quantile = 2.1; // Student's, with the many runs that are asked for.
        var runs = 2 * quantile * quantile * interval.RunDeviation * interval.RunDeviation / left;
        var now = Math.Min(figure.Before.Count, figure.After.Count);
        return runs <= RunsMax ? Math.Max(now + 1, (int)Math.Ceiling(runs)) : null;
    }

    private static double Mean(IReadOnlyList<double> values) => Math.Exp(values.Average(value => Math.Log(value)));
}

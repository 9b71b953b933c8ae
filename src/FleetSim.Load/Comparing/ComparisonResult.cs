namespace FleetSim.Load.Comparing;

/// <summary>What two sets of runs say about two builds.</summary>
/// <param name="Tolerance">As a share: 0.1 for ten percent.</param>
/// <param name="BaseRuns">How many runs there were.</param>
public sealed record ComparisonResult(
    double Tolerance, int BaseRuns, int NewRuns, IReadOnlyList<ComparisonLine> Lines)
{
    public IEnumerable<ComparisonLine> Deciding => Lines.Where(line => line.Decides);

    /// <summary>
    /// A regression if any line is. Else too noisy when processor time an operation, the steadiest figure, cannot be
    /// told (without it: when nothing can that was measured). Else better if any line is.
    /// </summary>
    public LineVerdict Verdict
    {
        get
        {
            var verdicts = Deciding.Select(line => line.Verdict).ToHashSet();
            return verdicts.Contains(LineVerdict.Regression) ? LineVerdict.Regression
                : MostlyUntold() ? LineVerdict.TooNoisy
                : verdicts.Contains(LineVerdict.Better) ? LineVerdict.Better
                : LineVerdict.Equal;
        }
    }

    /// <summary>Runs on each side that would tell every line that is too noisy now; null when there is none.</summary>
    public int? RunsNeeded => Deciding.Max(line => line.RunsNeeded);

    private bool MostlyUntold()
    {
        var measured = Deciding.Where(line => line.Interval is not null).ToArray();
        var steady = measured.Where(line => line.Kind == FigureKind.Processor).ToArray();
        var judged = steady.Length > 0 ? steady : measured;
        return judged.Length > 0 && judged.All(line => line.Verdict == LineVerdict.TooNoisy);
    }
}

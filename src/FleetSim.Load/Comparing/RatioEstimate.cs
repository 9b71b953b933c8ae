namespace FleetSim.Load.Comparing;

/// <summary>Estimates the ratio of two sets of runs, with an interval that is wide rather than wrong.</summary>
/// <remarks>
/// <para>
/// All is reckoned in logarithms, where a factor is a difference. The spread between runs is that of both sets
/// together, drawn towards what is expected (the <see cref="NoiseFloor"/> and the runs' own
/// <see cref="BlockNoise"/>) as if that were known from eight runs more: two or three runs say little about their
/// spread, and one says nothing. Source: Smyth, Linear models and empirical Bayes methods, 2004, section 3.
/// </para>
/// <para>
/// Where the runs show more spread than expected, the interval is also at least Student's for them alone. From
/// eight runs a side on, a fifth of the runs at each end is cut off (Yuen's trimmed t): a disturbed run is then no
/// result. What separates two sets as a whole, and what others on the machine did to each, is added; no number of
/// runs can make it smaller.
/// </para>
/// </remarks>
internal static class RatioEstimate
{
    private const double ExpectedFreedom = 8;
    private const double ObservedError = 0.01;
    private const int TrimFrom = 8;
    private const double TrimShare = 0.2;

    /// <param name="expected">Standard deviation between runs that is expected of the logarithm.</param>
    /// <param name="session">The same between sets of runs.</param>
    /// <param name="machine">What the machine may have done to the ratio, as a difference of logarithms.</param>
    /// <param name="error">Probability, on either side, that the interval misses the truth.</param>
    public static RatioInterval Of(
        IReadOnlyList<double> before,
        IReadOnlyList<double> after,
        double expected,
        double session,
        double machine,
        double error)
    {
        var (a, b) = (TrimmedSample.Of(before, Trim(before)), TrimmedSample.Of(after, Trim(after)));
        var scale = Math.Sqrt((1.0 / a.Kept) + (1.0 / b.Kept));
        var freedom = a.Kept + b.Kept - 2;
        var squares = a.Squares + b.Squares;
        var variance = ((ExpectedFreedom * expected * expected) + squares) / (ExpectedFreedom + freedom);
        var run = StudentT.Upper(error, ExpectedFreedom + freedom) * Math.Sqrt(variance);
        if (freedom >= 2)
        {
            run = Math.Max(run, StudentT.Upper(ObservedError, freedom) * Math.Sqrt(squares / freedom));
        }

        var set = StudentT.Upper(error, 1e6) * Math.Sqrt(2) * session;
        var half = Math.Sqrt((run * scale * run * scale) + (set * set)) + machine;
        var difference = b.Mean - a.Mean;
        return new RatioInterval(
            Math.Exp(difference),
            Math.Exp(difference - half),
            Math.Exp(difference + half),
            run / StudentT.Upper(error, ExpectedFreedom + freedom),
            set + machine);
    }

    private static int Trim(IReadOnlyList<double> values) =>
        values.Count >= TrimFrom ? (int)(TrimShare * values.Count) : 0;
}

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
/// five runs a side on there are two intervals: that of all runs, and that without the outer ones at each end (Yuen's
/// trimmed t), for which a disturbed run does not exist. Each is allowed half of the error, so both hold, and the
/// narrower one is taken. What separates two sets as a whole, and what others on the machine did to each, is added; no
/// number of runs can make it smaller.
/// </para>
/// </remarks>
internal static class RatioEstimate
{
    private const double ExpectedFreedom = 8;

    /// <summary>The few runs' own t has long tails: further out it would find nothing at all.</summary>
    private const double ObservedErrorMin = 0.005;


    /// <summary>Noise is what 19 of 20 comparisons stay within, as everywhere.</summary>
    private const double NoiseError = 0.025;

    private const int TrimFrom = 5;
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
        if (Math.Min(before.Count, after.Count) < TrimFrom)
        {
            return Of(Sample(before, 0), Sample(after, 0), expected, session, machine, error);
        }

        var all = Of(Sample(before, 0), Sample(after, 0), expected, session, machine, error / 2);
        var inner = Of(Sample(before, TrimShare), Sample(after, TrimShare), expected, session, machine, error / 2);
        return inner.Noise < all.Noise ? inner : all;
    }

    private static TrimmedSample Sample(IReadOnlyList<double> values, double share) =>
        TrimmedSample.Of(values, (int)(share * values.Count));

    private static RatioInterval Of(
        TrimmedSample before,
        TrimmedSample after,
        double expected,
        double session,
        double machine,
        double error)
    {
        var scale = Math.Sqrt((1.0 / before.Kept) + (1.0 / after.Kept));
        var freedom = before.Kept + after.Kept - 2;
        var squares = before.Squares + after.Squares;
        var variance = ((ExpectedFreedom * expected * expected) + squares) / (ExpectedFreedom + freedom);
        var half = Half(error, Math.Max(error, ObservedErrorMin));
        var difference = after.Mean - before.Mean;
        return new RatioInterval(
            Math.Exp(difference),
            Math.Exp(difference - half),
            Math.Exp(difference + half),
            Math.Exp(Half(NoiseError, NoiseError)) - 1,
            Math.Sqrt(Math.Max(variance, freedom > 0 ? squares / freedom : 0)),
            Set(NoiseError) + machine);

        double Half(double error, double observedError)
        {
            var run = StudentT.Upper(error, ExpectedFreedom + freedom) * Math.Sqrt(variance);
            if (freedom >= 2)
            {
                run = Math.Max(run, StudentT.Upper(observedError, freedom) * Math.Sqrt(squares / freedom));
            }

            return Math.Sqrt((run * scale * run * scale) + (Set(error) * Set(error))) + machine;
        }

        double Set(double error) => StudentT.Upper(error, 1e6) * Math.Sqrt(2) * session;
    }
}

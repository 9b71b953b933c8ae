namespace FleetSim.Load.Comparing;

/// <summary>How much greater a figure has become, and between which bounds that is sure.</summary>
/// <param name="Ratio">New by base; of several runs, their geometric means.</param>
/// <param name="RunDeviation">Standard deviation between runs, of the logarithm, that was reckoned with.</param>
/// <param name="Fixed">The part of the interval's half width that more runs would not make smaller.</param>
public readonly record struct RatioInterval(double Ratio, double Low, double High, double RunDeviation, double Fixed)
{
    /// <summary>Half the width as a factor less 1: 0.05 for 0.95 to 1.05.</summary>
    public double Noise => Math.Sqrt(High / Low) - 1;
}

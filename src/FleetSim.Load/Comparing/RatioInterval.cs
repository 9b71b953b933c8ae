namespace FleetSim.Load.Comparing;

/// <summary>How much greater a figure has become, and between which bounds that is sure.</summary>
/// <param name="Ratio">New by base; of several runs, their geometric means.</param>
/// <param name="Low">Strict: so that no line of a whole comparison is a false alarm.</param>
/// <param name="Noise">By how much the ratio of two equal builds may be off, 19 times out of 20: 0.05 for 5 %.</param>
/// <param name="RunDeviation">Standard deviation between runs, of the logarithm, that was reckoned with.</param>
/// <param name="Fixed">
/// The part of the noise, as a difference of logarithms, that more runs do not make smaller.
/// </param>
public readonly record struct RatioInterval(
    double Ratio, double Low, double High, double Noise, double RunDeviation, double Fixed);

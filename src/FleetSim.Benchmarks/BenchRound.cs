namespace FleetSim.Benchmarks;

/// <summary>What one round measured.</summary>
/// <param name="Ratio">Of the value to the reference.</param>
public readonly record struct BenchRound(double Value, double Reference, double Ratio)
{
    public BenchRound(double value, double reference)
        : this(value, reference, value / reference)
    {
    }

    /// <summary>A round of slices is worth their medians. Its ratio is the median of the slices' ratios: both sides of a
    /// slice ran within the same moment, which two medians need not have done.</summary>
    public static BenchRound Of(IReadOnlyCollection<BenchRound> slices) => new(
        BenchResult.Median(slices.Select(slice => slice.Value)),
        BenchResult.Median(slices.Select(slice => slice.Reference)),
        BenchResult.Median(slices.Select(slice => slice.Ratio)));
}

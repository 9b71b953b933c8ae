namespace FleetSim.Benchmarks;

/// <summary>How far the rounds of a measurement lie apart.</summary>
public readonly record struct Spread(double Min, double Max)
{
    /// <param name="values">At least one.</param>
    public static Spread Of(IReadOnlyCollection<double> values) => new(values.Min(), values.Max());
}

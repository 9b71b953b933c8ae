namespace FleetSim.Load.Report;

/// <summary>An axis from 0 with four to six round steps.</summary>
internal sealed class LinearAxis
{
    public LinearAxis(double max)
    {
        max = max > 0 ? max : 1;
        var rough = max / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 });
        var steps = (int)Math.Ceiling((max / step) - 1e-9);
        Max = step * steps;
        Ticks = [.. Enumerable.Range(0, steps + 1).Select(i => i * step)];
    }

    public double Max { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>0 at the start, 1 at the end.</summary>
    public double Place(double value) => value / Max;
}

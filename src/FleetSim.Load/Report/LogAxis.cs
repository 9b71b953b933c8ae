namespace FleetSim.Load.Report;

/// <summary>
/// A logarithmic axis over whole decades, or over 1-2-5 steps where the values span less than two decades.
/// </summary>
internal sealed class LogAxis
{
    private const int LowestPower = -10;
    private const int Powers = 18;

    private readonly double _low;
    private readonly double _high;

    /// <summary>Latencies are recorded from here on; a decade below it would show rounding.</summary>
    private const double Floor = 1e-6;

    /// <param name="values">Seconds, or rates. What is below a millionth is put at the lower end.</param>
    public LogAxis(IEnumerable<double> values)
    {
        var positive = values.Select(value => Math.Max(Floor, value)).DefaultIfEmpty(Floor).ToArray();
        var (min, max) = (positive.Min(), positive.Max());
        var fine = max / min < 100;
        var all = Enumerable.Range(LowestPower, Powers).SelectMany(Steps).ToArray();
        var steps = fine ? all : [.. Enumerable.Range(LowestPower, Powers).Select(power => Math.Pow(10, power))];
        _low = steps.Last(step => step <= min * 1.0001 || step == steps[0]);
        _high = steps.First(step => (step >= max * 0.9999 && step > _low) || step == steps[^1]);
        Ticks = [.. steps.Where(step => step >= _low && step <= _high)];
        Minor = fine ? [] : [.. all.Where(step => step > _low && step < _high && !Ticks.Contains(step))];
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Lines without a label.</summary>
    public IReadOnlyList<double> Minor { get; }

    /// <summary>0 at the lower end, 1 at the upper.</summary>
    public double Place(double value) =>
        Math.Clamp(Math.Log(Math.Max(value, _low) / _low) / Math.Log(_high / _low), 0, 1);

    private static IEnumerable<double> Steps(int power) =>
        [Math.Pow(10, power), 2 * Math.Pow(10, power), 5 * Math.Pow(10, power)];
}

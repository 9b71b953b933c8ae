using System.Globalization;

namespace FleetSim.Load.Report;

/// <summary>An axis of seconds with steps people count in.</summary>
internal sealed class TimeAxis
{
    private static readonly double[] Steps =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

    private readonly double _seconds;

    public TimeAxis(double seconds)
    {
        _seconds = seconds;
        var step = Array.Find(Steps, step => seconds / step <= 10);
        step = step > 0 ? step : Steps[^1] * Math.Ceiling(seconds / Steps[^1] / 10);
        Ticks = [.. Enumerable.Range(0, (int)(seconds / step) + 1).Select(i => i * step)];
    }

    public IReadOnlyList<double> Ticks { get; }

    public double Place(double second) => second / _seconds;

    /// <summary><c>45 s</c>; minutes and hours where the run is that long.</summary>
    public string Label(double second)
    {
        var time = TimeSpan.FromSeconds(second);
        var invariant = CultureInfo.InvariantCulture;
        return _seconds < 120 ? $"{Figures.Number(second)} s"
            : _seconds < 7200 ? string.Create(invariant, $"{(int)time.TotalMinutes}:{time.Seconds:00}")
            : string.Create(invariant, $"{(int)time.TotalHours} h {time.Minutes:00}");
    }
}

using System.Globalization;
using FleetSim.Load.Thresholds;

namespace FleetSim.Load.Report;

/// <summary>Numbers as people read them: thousands separators, three digits, a fitting unit.</summary>
public static class Figures
{
    private static readonly (double Seconds, string Unit)[] TimeUnits =
        [(60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];

    /// <summary>A whole number: <c>1,234,567</c>.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>About three digits, more for large numbers: <c>1,235</c>, <c>12.3</c>, <c>0.0123</c>.</summary>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        var format = size switch
        {
            >= 100 => "#,0",
            >= 10 => "0.#",
            >= 1 or 0 => "0.##",
            _ => "0.###g",
        };
        return format == "0.###g"
            ? value.ToString("G3", CultureInfo.InvariantCulture)
            : value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A share of 1 in percent.</summary>
    public static string Percent(double share) => Number(share * 100) + " %";

    /// <summary>A size: <c>1,234 MiB</c>.</summary>
    public static string Bytes(long bytes) => Number(bytes / (double)(1 << 20)) + " MiB";

    /// <summary>Seconds in the unit that leaves one to three digits before the point: <c>1.25 ms</c>.</summary>
    public static string Duration(double seconds)
    {
        var (value, unit) = DurationParts(seconds);
        return unit.Length == 0 ? value : $"{value} {unit}";
    }

    /// <summary>The value of a metric, in its unit.</summary>
    public static string Metric(double value, MetricUnit unit) => unit switch
    {
        MetricUnit.Seconds => Duration(value),
        MetricUnit.PerSecond => Number(value) + "/s",
        MetricUnit.Share => Percent(value),
        _ => Count(value),
    };

    /// <summary>What was measured for a threshold.</summary>
    public static string Measured(ThresholdResult threshold)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return threshold.Actual is { } actual ? Metric(actual, threshold.Unit) : "no value";
    }

    /// <summary><see cref="Duration"/> with the unit apart.</summary>
    public static (string Value, string Unit) DurationParts(double seconds)
    {
        if (seconds <= 0)
        {
            return ("0", "s");
        }

        // Half a unit of the last digit below the border rounds up to it: 999.9 µs is 1 ms.
        var (size, unit) = Array.Find(TimeUnits, u => seconds >= u.Seconds * 0.9995);
        return unit is null ? (Number(seconds * 1e9), "ns") : (Number(seconds / size), unit);
    }
}

using FleetSim.Load.Quantities;

namespace FleetSim.Load.Thresholds;

/// <summary>Reads the bound of a threshold in the unit of its metric.</summary>
internal static class MetricValue
{
    /// <exception cref="LoadFormatException">Not a number, or a number of another unit.</exception>
    public static double Parse(string text, MetricUnit unit, string metric)
    {
        switch (unit)
        {
            case MetricUnit.Seconds:
                return DurationText.ParseOrZero(text).TotalSeconds;
            case MetricUnit.PerSecond:
                return Rate.Parse(text).PerSecond;
            case MetricUnit.Share:
                return ShareText.Parse(text, $"what {metric} is measured in");
            default:
                var (value, suffix) = NumberText.Split(text, "a number");
                return suffix.Length == 0
                    ? value
                    : throw new LoadFormatException($"'{text}' has a unit, and {metric} is a count");
        }
    }
}

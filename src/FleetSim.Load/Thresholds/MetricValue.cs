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
                return Share(text, metric);
            default:
                var (value, suffix) = NumberText.Split(text, "a number");
                return suffix.Length == 0
                    ? value
                    : throw new LoadFormatException($"'{text}' has a unit, and {metric} is a count");
        }
    }

    private static double Share(string text, string metric)
    {
        const string expected = "a share such as 1% or 0.01";
        var (value, suffix) = NumberText.Split(text, expected);
        var share = suffix switch
        {
            "%" => value / 100,
            "" => value,
            _ => throw new LoadFormatException($"'{text}' is not what {metric} is measured in; expected {expected}"),
        };
        return share <= 1
            ? share
            : throw new LoadFormatException($"'{text}' is more than everything; expected {expected}");
    }
}

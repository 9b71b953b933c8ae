namespace FleetSim.Load.Quantities;

/// <summary>
/// Durations as the scenario file writes them: <c>500us</c>, <c>20ms</c>, <c>30s</c>, <c>2m</c>, <c>1h</c>.
/// </summary>
public static class DurationText
{
    private const string Expected = "a duration such as 500us, 20ms, 30s, 2m or 1h";

    private static readonly TimeSpan Max = TimeSpan.FromDays(30);

    /// <summary>Parses a duration of 100 ns to 30 days.</summary>
    /// <exception cref="LoadFormatException">
    /// No number, a wrong or missing unit, negative, zero or too long.
    /// </exception>
    public static TimeSpan Parse(string text)
    {
        var duration = ParseOrZero(text);
        return duration > TimeSpan.Zero
            ? duration
            : throw new LoadFormatException($"'{text}' is no time at all; expected {Expected}");
    }

    /// <summary>The same where zero has a meaning, such as a warm-up that is left out.</summary>
    /// <exception cref="LoadFormatException">No number, a wrong or missing unit, negative or too long.</exception>
    public static TimeSpan ParseOrZero(string text)
    {
        var (value, unit) = NumberText.Split(text, Expected);
        var ticks = value * TicksOf(unit, text);
        return ticks <= Max.Ticks
            ? TimeSpan.FromTicks((long)Math.Round(ticks))
            : throw new LoadFormatException($"'{text}' is longer than the longest duration of 30 days");
    }

    private static double TicksOf(string unit, string text) => unit switch
    {
        "us" or "µs" => TimeSpan.TicksPerMicrosecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "s" => TimeSpan.TicksPerSecond,
        "m" or "min" => TimeSpan.TicksPerMinute,
        "h" => TimeSpan.TicksPerHour,
        "" => throw new LoadFormatException($"'{text}' has no unit; expected {Expected}"),
        _ => throw new LoadFormatException($"'{text}' has the unknown unit '{unit}'; expected {Expected}"),
    };
}

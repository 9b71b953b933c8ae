namespace FleetSim.Load.Quantities;

/// <summary>How often something happens: <c>2000/s</c>, <c>120/min</c>, <c>10/h</c>.</summary>
/// <param name="PerSecond">Events per second, 0 to <see cref="MaxPerSecond"/>.</param>
public readonly record struct Rate(double PerSecond)
{
    /// <summary>Above ten million a second no single generator keeps up; such a rate is a typing error.</summary>
    public const double MaxPerSecond = 10_000_000;

    private const string Expected = "a rate such as 2000/s or 120/min";

    /// <summary>Parses a rate. Zero is a rate: a ramp may start there.</summary>
    /// <exception cref="LoadFormatException">
    /// No number, a wrong or missing unit, negative, or above the cap.
    /// </exception>
    public static Rate Parse(string text)
    {
        var (value, unit) = NumberText.Split(text, Expected);
        var seconds = unit switch
        {
            "/s" => 1.0,
            "/min" => 60.0,
            "/h" => 3600.0,
            "" => throw new LoadFormatException($"'{text}' has no unit; expected {Expected}"),
            _ => throw new LoadFormatException($"'{text}' has the unknown unit '{unit}'; expected {Expected}"),
        };
        var rate = value / seconds;
        return rate <= MaxPerSecond
            ? new Rate(rate)
            : throw new LoadFormatException($"'{text}' is above the largest rate of 10000000/s");
    }
}

using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>A threshold as one line, or with what else there is to say of it.</summary>
internal static class ThresholdKeys
{
    private static readonly LineType Line =
        new("a threshold such as violations == 0", "^[^<>=!]+(<=|>=|==|!=|<|>)");

    private static readonly Key<(string Text, FieldPlace Place)> Threshold = new(
        "threshold", Line, "What must hold after the run, such as violations == 0 or vms.latency.p99 < 250ms.")
    {
        Required = true,
    };

    private static readonly Key<TimeSpan> AbortAfter = new(
        "abort-after",
        ScenarioValues.DurationOrZero,
        "From so far into the measurement on, the run is ended as soon as the threshold is missed; looked at every second.")
    {
        Required = true,
    };

    public static EitherType<PlacedThreshold> Type { get; } = new(
        new ConvertedType<(string Text, FieldPlace Place), PlacedThreshold>(
            Line, line => new PlacedThreshold(line.Text, line.Place)),
        new MapType<PlacedThreshold>([Threshold, AbortAfter], Build));

    private static PlacedThreshold Build(Fields fields)
    {
        var (text, place) = fields.Get(Threshold);
        return new PlacedThreshold(text, place) { Abort = (fields.Get(AbortAfter), fields.PlaceOf(AbortAfter)) };
    }
}

using FleetSim.Load.Quantities;

namespace FleetSim.Load.Models;

/// <summary>One piece of a load: its level goes straight from one value to another while it lasts, or is drawn anew
/// every second.</summary>
/// <remarks>The level is arrivals per second in an open model and users at work in a closed one.</remarks>
public sealed record LoadStage
{
    /// <summary>The keys a stage can have in the scenario file.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        ["inject", "ramp-inject", "inject-random", "constant", "ramp-constant", "pause"];

    /// <summary>Open or closed; null is a pause, which fits both.</summary>
    public LoadKind? Kind { get; private init; }

    /// <summary>The level is drawn every second, from <see cref="From"/> to <see cref="To"/>.</summary>
    public bool IsRandom { get; private init; }

    /// <summary>Level at the start, or the lowest.</summary>
    public double From { get; private init; }

    /// <summary>Level at the end, or the highest.</summary>
    public double To { get; private init; }

    /// <summary>How long the stage lasts; null lasts to the end of the run.</summary>
    public TimeSpan? Length { get; private init; }

    /// <summary>Arrivals at a constant rate, or one that changes evenly from the first to the second.</summary>
    /// <exception cref="LoadFormatException">Both rates are zero.</exception>
    public static LoadStage Inject(Rate from, Rate to, TimeSpan? length = null) =>
        Stage(LoadKind.Open, from.PerSecond, to.PerSecond, length);

    /// <summary>Arrivals at a rate that is drawn anew every second.</summary>
    /// <exception cref="LoadFormatException">Both rates are zero, or the higher comes first.</exception>
    public static LoadStage InjectRandom(Rate min, Rate max, TimeSpan? length = null) => min.PerSecond <= max.PerSecond
        ? Inject(min, max, length) with { IsRandom = true }
        : throw new LoadFormatException("the range of inject-random ends before it begins; write the lower rate first");

    /// <summary>Users at work, a constant number or one that changes evenly from the first to the second.</summary>
    /// <exception cref="LoadFormatException">Both counts are zero.</exception>
    public static LoadStage Users(int from, int to, TimeSpan? length = null) =>
        Stage(LoadKind.Closed, from, to, length);

    /// <summary>Nothing starts while it lasts.</summary>
    public static LoadStage Pause(TimeSpan length) => new() { Length = length };

    /// <summary>Parses a key and its value, such as <c>ramp-inject</c> and <c>0/s..500/s</c>.</summary>
    /// <param name="key">One of <see cref="Keys"/>.</param>
    /// <param name="value">A rate, a count, a range of either, or the length of a pause.</param>
    /// <param name="length">How long the stage lasts; null lasts to the end of the run. A pause has its own.</param>
    /// <exception cref="LoadFormatException">An unknown key, or a value that is not what the key takes.</exception>
    public static LoadStage Parse(string key, string value, TimeSpan? length = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var (from, to) = NumberText.Range(value);
        var isRange = value.Contains("..", StringComparison.Ordinal);
        var takesRange = key is "inject-random" || (key?.StartsWith("ramp-", StringComparison.Ordinal) ?? false);
        if (isRange != takesRange && Keys.Contains(key))
        {
            throw new LoadFormatException(isRange
                ? $"'{value}' is a range, and {key} takes one value{(key == "pause" ? "" : $"; write ramp-{key}")}"
                : $"'{value}' is one value, and {key} takes a range from..to");
        }

        return key switch
        {
            "inject" or "ramp-inject" => Inject(Rate.Parse(from), Rate.Parse(to), length),
            "inject-random" => InjectRandom(Rate.Parse(from), Rate.Parse(to), length),
            "constant" or "ramp-constant" => Users(CountText.Parse(from), CountText.Parse(to), length),
            "pause" => Pause(DurationText.Parse(value)),
            _ => throw new LoadFormatException($"'{key}' is not a load model; expected {string.Join(", ", Keys)}"),
        };
    }

    private static LoadStage Stage(LoadKind kind, double from, double to, TimeSpan? length) =>
        from > 0 || to > 0
            ? new LoadStage { Kind = kind, From = from, To = to, Length = length }
            : throw new LoadFormatException("a load of zero does nothing; leave the workload out, or write a pause");
}

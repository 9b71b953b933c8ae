using FleetSim.Load.Randomness;

namespace FleetSim.Load.Quantities;

/// <summary>A duration drawn anew each time from <c>1ms..20ms</c>, or always the same: <c>5ms</c>.</summary>
/// <param name="Min">Shortest, inclusive; may be zero.</param>
/// <param name="Max">Longest, inclusive; not shorter than <paramref name="Min"/>.</param>
public readonly record struct DurationRange(TimeSpan Min, TimeSpan Max)
{
    /// <exception cref="LoadFormatException">
    /// An end is not a duration, the ends are reversed, or both are zero.
    /// </exception>
    public static DurationRange Parse(string text)
    {
        var (from, to) = NumberText.Range(text);
        var range = new DurationRange(DurationText.ParseOrZero(from), DurationText.Parse(to));
        return range.Min <= range.Max
            ? range
            : throw new LoadFormatException($"'{text}' ends before it begins; write the shorter duration first");
    }

    /// <summary>Draws uniformly, both ends included.</summary>
    public TimeSpan Draw(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Min == Max ? Min : TimeSpan.FromTicks(Min.Ticks + random.NextInt64(Max.Ticks - Min.Ticks + 1));
    }

    /// <summary>The duration at a share of the way from the shortest to the longest.</summary>
    /// <param name="share">0 to 1.</param>
    public TimeSpan At(double share) => Min + ((Max - Min) * share);
}

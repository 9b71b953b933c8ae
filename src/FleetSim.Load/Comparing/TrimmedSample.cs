namespace FleetSim.Load.Comparing;

/// <summary>The logarithms of a few values without the outer ones.</summary>
/// <param name="Kept">Values that are left.</param>
/// <param name="Mean">Of those.</param>
/// <param name="Squares">
/// Sum of squares with the outer values moved to the nearest kept one: what the trimmed mean's error is made of.
/// </param>
internal readonly record struct TrimmedSample(int Kept, double Mean, double Squares)
{
    /// <param name="trim">How many to leave out at each end.</param>
    public static TrimmedSample Of(IReadOnlyList<double> values, int trim)
    {
        var logs = values.Select(value => Math.Log(value)).Order().ToArray();
        var kept = logs[trim..^trim];
        var moved = logs.Select(value => Math.Clamp(value, kept[0], kept[^1])).ToArray();
        var mean = moved.Average();
        return new TrimmedSample(
            kept.Length, kept.Average(), moved.Sum(value => (value - mean) * (value - mean)));
    }
}

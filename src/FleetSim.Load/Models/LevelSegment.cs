namespace FleetSim.Load.Models;

/// <summary>A stretch of time in which the level of a load goes straight from one value to another.</summary>
/// <param name="Start">Since the start of the run.</param>
/// <param name="Length">More than zero.</param>
/// <param name="From">Level at the start: arrivals per second, or users.</param>
/// <param name="To">Level at the end.</param>
public readonly record struct LevelSegment(TimeSpan Start, TimeSpan Length, double From, double To)
{
    public TimeSpan End => Start + Length;

    /// <summary>Area under the level: with a rate, the expected number of arrivals.</summary>
    public double Area => Length.TotalSeconds * (From + To) / 2;

    /// <summary>
    /// The time at which the area since <see cref="Start"/> reaches a value of at most <see cref="Area"/>.
    /// </summary>
    public TimeSpan TimeOfArea(double area)
    {
        if (area <= 0)
        {
            return Start;
        }

        // The root of slope/2 t^2 + From t = area, in the form that stays exact when the slope is zero.
        var slope = (To - From) / Length.TotalSeconds;
        var root = Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * area)));
        var ticks = 2 * area / (From + root) * TimeSpan.TicksPerSecond;
        return Start + TimeSpan.FromTicks(Math.Min((long)Math.Round(ticks), Length.Ticks - 1));
    }
}

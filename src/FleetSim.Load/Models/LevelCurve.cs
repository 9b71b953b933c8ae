namespace FleetSim.Load.Models;

/// <summary>The level of a load over a run: segments without a gap.</summary>
public sealed class LevelCurve(IReadOnlyList<LevelSegment> segments)
{
    public IReadOnlyList<LevelSegment> Segments { get; } = segments;

    /// <summary>With a rate: how many arrivals to expect.</summary>
    public double Area => Segments.Sum(segment => segment.Area);

    /// <summary>The highest level there is.</summary>
    public double Peak => Segments.Count == 0 ? 0 : Segments.Max(segment => Math.Max(segment.From, segment.To));

    /// <summary>When a user is at work: user u (from 0) works while the level is above u.</summary>
    /// <returns>Start and end of each stretch, in order; stretches that touch are one.</returns>
    public IEnumerable<(TimeSpan Start, TimeSpan End)> WorkOf(int user)
    {
        (TimeSpan Start, TimeSpan End)? open = null;
        foreach (var segment in Segments)
        {
            if (Above(segment, user) is not { } stretch)
            {
                continue;
            }

            if (open is { } earlier && earlier.End == stretch.Start)
            {
                open = (earlier.Start, stretch.End);
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = stretch;
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static (TimeSpan Start, TimeSpan End)? Above(LevelSegment segment, int user)
    {
        var (low, high) = (Math.Min(segment.From, segment.To), Math.Max(segment.From, segment.To));
        if (high <= user)
        {
            return null;
        }

        if (low > user)
        {
            return (segment.Start, segment.End);
        }

        // The level crosses the user's number once: rising it begins the work there, falling it ends it.
        var crossing = segment.Start + (segment.Length * ((user - segment.From) / (segment.To - segment.From)));
        return segment.To > segment.From ? (crossing, segment.End) : (segment.Start, crossing);
    }
}

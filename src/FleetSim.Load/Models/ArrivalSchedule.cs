using FleetSim.Load.Randomness;

namespace FleetSim.Load.Models;

/// <summary>
/// When the operations of an open model start: decided by seed, name, load and length of the run alone.
/// </summary>
/// <remarks>
/// Unit-rate arrivals are bent by the inverse of the area under the rate, so ramps are exact and not stepwise.
/// Costs one logarithm and one square root an arrival and no memory: a hundred million are fine.
/// </remarks>
public static class ArrivalSchedule
{
    /// <summary>All arrivals in order, as time since the start of the curve.</summary>
    public static IEnumerable<TimeSpan> Of(ulong seed, string workload, LevelCurve rate, Pacing pacing)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(rate);
        return pacing == Pacing.Uniform
            ? Bend(rate, null)
            : Bend(rate, RandomStream.Of(seed, workload + "/arrivals", 0));
    }

    /// <param name="random">Draws the gaps; null makes all of them 1, the first arrival at the start.</param>
    private static IEnumerable<TimeSpan> Bend(LevelCurve rate, RandomStream? random)
    {
        // An end that is a whole number of arrivals away must not gain one from rounding.
        const double rounding = 1e-9;
        var next = random?.NextExponential() ?? 0;
        var before = 0.0;
        foreach (var segment in rate.Segments)
        {
            var area = segment.Area;
            while (next - before < area - (random is null ? rounding : 0))
            {
                yield return segment.TimeOfArea(next - before);
                next += random?.NextExponential() ?? 1;
            }

            before += area;
        }
    }
}

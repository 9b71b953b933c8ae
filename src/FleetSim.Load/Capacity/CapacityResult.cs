namespace FleetSim.Load.Capacity;

/// <summary>The highest rate that holds, and how it was found.</summary>
/// <param name="Rate">Per second; null when no rate that was tried holds.</param>
/// <param name="Probes">In the order in which they were made.</param>
/// <param name="IsBounded">A higher rate was seen to fail; without one the search ended at the highest rate there
/// is.</param>
public sealed record CapacityResult(double? Rate, IReadOnlyList<CapacityProbe> Probes, bool IsBounded)
{
    /// <summary>Two searches on a quiet machine differ by less.</summary>
    public const double NoiseMax = 0.10;

    /// <summary>The curve: by rate, the probes of one rate in the order in which they were made.</summary>
    public IEnumerable<CapacityProbe> Curve => Probes.OrderBy(probe => probe.Rate);

    /// <summary>
    /// How far the probes contradict each other: the highest rate at which one held, against the lowest at which one
    /// failed. 0 when every rate below the capacity held and every rate above it failed.
    /// </summary>
    public double Noise
    {
        get
        {
            var held = Probes.Where(probe => probe.Held).Select(probe => probe.Rate).DefaultIfEmpty(0).Max();
            var failed = Probes.Where(probe => !probe.Held).Select(probe => probe.Rate).DefaultIfEmpty(held).Min();
            return failed < held ? (held / failed) - 1 : 0;
        }
    }

    /// <summary>The probes contradict each other over so wide a range that the search may end elsewhere next
    /// time.</summary>
    public bool IsNoisy => Noise > NoiseMax;
}

namespace FleetSim.Load.Results;

/// <summary>Memory of the process over the measurement, in bytes at the end of each full second.</summary>
/// <param name="Managed">Heap as the latest garbage collection left it.</param>
/// <param name="Resident">Pages in memory.</param>
public sealed record MemoryResult(IReadOnlyList<long> Managed, IReadOnlyList<long> Resident)
{
    /// <summary>Two quarters to compare, of a second each at least.</summary>
    private const int Quarters = 4;

    /// <summary>By what share the heap was larger in the last quarter than in the first, both at their smallest: a
    /// collection may leave garbage, and never less than what lives. Null for less than four seconds, or when nothing was
    /// collected in the first quarter.</summary>
    public double? Growth
    {
        get
        {
            var quarter = Managed.Count / Quarters;
            var first = Managed.Take(quarter).Where(bytes => bytes > 0).DefaultIfEmpty(0).Min();
            return first > 0 ? (Managed.TakeLast(quarter).Min() / (double)first) - 1 : null;
        }
    }
}

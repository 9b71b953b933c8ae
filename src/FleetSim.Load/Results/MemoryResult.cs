namespace FleetSim.Load.Results;

/// <summary>Memory of the process over the measurement, in bytes at the end of each full second.</summary>
/// <param name="Managed">Heap as the latest garbage collection left it.</param>
/// <param name="Resident">Pages in memory.</param>
public sealed record MemoryResult(IReadOnlyList<long> Managed, IReadOnlyList<long> Resident)
{
    /// <summary>Heap without garbage near the end of the warm-up, in bytes; null when it was not measured.</summary>
    public long? LiveBefore { get; init; }

    /// <summary>The same after the last answer.</summary>
    public long? LiveAfter { get; init; }

    /// <summary>By what share what lives in the heap grew; null when it was not measured.</summary>
    public double? Growth => (LiveAfter / (double?)LiveBefore) - 1;
}

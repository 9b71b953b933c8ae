namespace FleetSim.Load.Recording;

/// <summary>Memory of this process at a moment, in bytes.</summary>
/// <param name="Managed">Heap as the latest garbage collection left it: what was allocated since is mostly garbage.</param>
/// <param name="Resident">Pages in memory, whatever they are used for.</param>
public readonly record struct MemoryReading(long Managed, long Resident)
{
    public static MemoryReading Now() => new(GC.GetGCMemoryInfo().HeapSizeBytes, Environment.WorkingSet);

    /// <summary>What is left when all garbage is collected. Takes seconds for gigabytes, and stops the process.</summary>
    public static long LiveHeap()
    {
        GC.Collect();
        var left = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return left.HeapSizeBytes - left.FragmentedBytes;
    }
}

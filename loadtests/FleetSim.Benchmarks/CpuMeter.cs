using System.Diagnostics;

namespace FleetSim.Benchmarks;

/// <summary>CPU time of this process per operation: it stays put where rates wobble.</summary>
internal static class CpuMeter
{
    /// <returns>Nanoseconds of CPU time per operation, all threads together.</returns>
    public static async Task<double> NanosecondsPerOperation(long operations, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        await work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalNanoseconds / operations;
    }
}

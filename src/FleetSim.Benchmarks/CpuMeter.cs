namespace FleetSim.Benchmarks;

/// <summary>CPU time of this process per operation: it stays put where rates wobble.</summary>
internal static class CpuMeter
{
    /// <returns>Nanoseconds of CPU time per operation, all threads together.</returns>
    public static async Task<double> NanosecondsPerOperation(long operations, Func<Task> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        await work();
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / operations;
    }

    /// <summary>The same for work that stays on its thread, done so many times.</summary>
    public static double NanosecondsPerOperation(long operations, long passes, Func<ulong> pass)
    {
        var before = Environment.CpuUsage.TotalTime;
        var sum = 0UL;
        for (var i = 0L; i < passes; i++)
        {
            sum += pass();
        }

        var took = Environment.CpuUsage.TotalTime - before;
        GC.KeepAlive(sum);
        return took.TotalNanoseconds / operations;
    }
}

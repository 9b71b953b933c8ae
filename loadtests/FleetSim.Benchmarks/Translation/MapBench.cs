namespace FleetSim.Benchmarks.Translation;

/// <summary>What mapping and unmapping 1 GiB costs a page; nothing is beside it.</summary>
public static class MapBench
{
    private static readonly (int Shift, string Name)[] PageSizes = [(12, "4K"), (21, "2M"), (30, "1G")];

    /// <param name="operations">Pages a round.</param>
    public static IEnumerable<BenchResult> Run(long operations, int rounds)
    {
        foreach (var (shift, name) in PageSizes)
        {
            var loop = new MapLoop(shift);
            var passes = Math.Max(1, operations / loop.Leaves);
            var measured = new List<double>();
            for (var round = -1; round < rounds; round++)
            {
                var value = CpuMeter.NanosecondsPerOperation(passes * loop.Leaves, passes, loop.Pass);
                if (round >= 0)
                {
                    measured.Add(value); // The first round only warms up.
                }
            }

            yield return BenchResult.Alone($"map + unmap 1 GiB by {name}", "CPU ns a page", null, measured);
        }
    }
}

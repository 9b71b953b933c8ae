namespace FleetSim.Benchmarks.Translation;

/// <summary>What mapping and unmapping 1 GiB costs a page, beside the same in C. No budget says how much it
/// may.</summary>
public static class MapBench
{
    private static readonly (int Shift, string Name)[] PageSizes = [(12, "4K"), (21, "2M"), (30, "1G")];

    /// <param name="operations">Pages a round.</param>
    public static Task<IReadOnlyList<BenchResult>> Run(
        long operations, int rounds, NativeProgram? native, CancellationToken cancellation)
    {
        var maps =
            from size in PageSizes
            let loop = new MapLoop(size.Shift)
            select new NativeComparison(
                $"map + unmap 1 GiB by {size.Name}", $"map {size.Shift}", loop.Leaves, loop.Pass);
        return NativeComparison.Measure([.. maps], null, operations, rounds, native, cancellation);
    }
}

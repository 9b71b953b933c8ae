namespace FleetSim.Benchmarks.Translation;

/// <summary>Walks of second-stage tables, beside the same in C.</summary>
public static class WalkBench
{
    private const double Budget = 1.5;
    private const int FewPages = 512;
    private const int ManyPages = 65_536;

    private static readonly int[] Levels = [3, 4, 5];
    private static readonly (int Shift, string Name)[] PageSizes = [(12, "4K"), (21, "2M"), (30, "1G")];

    /// <param name="operations">Walks a round.</param>
    public static Task<IReadOnlyList<BenchResult>> Run(
        long operations, int rounds, NativeProgram? native, CancellationToken cancellation)
    {
        var walks =
            from levels in Levels
            from size in PageSizes
            from pages in new[] { FewPages, ManyPages }
            where pages == FewPages || (levels == 4 && size.Shift == 12)
            let loop = new WalkLoop(levels, size.Shift, pages)
            select new NativeComparison(
                $"walk, {levels} levels, {pages} pages of {size.Name}",
                $"walk {levels} {size.Shift} {pages}",
                loop.Count,
                loop.Pass);
        return NativeComparison.Measure([.. walks], Budget, operations, rounds, native, cancellation);
    }
}

namespace FleetSim.Benchmarks.Translation;

/// <summary>A translation that the IOTLB answers, beside the same in C.</summary>
public static class IotlbBench
{
    private const double Budget = 1.3;
    private const int Pages = 512;

    /// <param name="operations">Translations a round.</param>
    public static Task<IReadOnlyList<BenchResult>> Run(
        long operations, int rounds, NativeProgram? native, CancellationToken cancellation)
    {
        var loop = new IotlbLoop(Pages);
        var hit = new NativeComparison($"IOTLB hit, {Pages} pages", $"hit {Pages}", loop.Count, loop.Pass);
        return NativeComparison.Measure([hit], Budget, operations, rounds, native, cancellation);
    }
}

using FleetSim.Model.Translation;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Batches of requests through the units' grains, beside the same units without grains.</summary>
public static class BatchBench
{
    private const double Budget = 2;
    private const int BudgetSize = 1024;
    private const int CallsMax = 100_000;

    private static readonly int[] Sizes = [1, 64, BudgetSize, 16_384];

    /// <param name="operations">Translations a round.</param>
    public static async Task<IReadOnlyList<BenchResult>> Run(
        long operations, int rounds, CancellationToken cancellation)
    {
        await using var units = await BatchUnits.Start(cancellation);
        var results = new List<BenchResult>();
        foreach (var size in Sizes)
        {
            var batches = BatchUnits.Batches(size);
            var passes = Passes(Math.Min(operations, (long)CallsMax * size));
            results.Add(await Time(units, batches, size, passes, rounds));
        }

        var measured = BatchUnits.Batches(BudgetSize);
        results.Add(await Allocated(units, measured, Passes(operations), rounds));
        return results;
    }

    private static async Task<BenchResult> Time(
        BatchUnits units, TranslationBatch[][] batches, int size, int passes, int rounds)
    {
        var measured = new List<(double, double)>();
        var count = (long)BatchUnits.Count * passes;
        var hits = 0L;
        for (var round = -1; round < rounds; round++)
        {
            var value = await CpuMeter.NanosecondsPerOperation(
                count, async () => hits = await units.ThroughGrains(batches, passes));
            var against = CpuMeter.NanosecondsPerOperation(count, 1, () => (ulong)units.Bare(batches, passes));
            if (round >= 0)
            {
                measured.Add((value, against)); // The first round only warms up.
            }
        }

        return BenchResult.Of(
            $"batch of {size} through the unit grain, {100.0 * hits / count:F0} % hits",
            "CPU ns a translation, against the bare units",
            size == BudgetSize ? Budget : null,
            measured);
    }

    private static async Task<BenchResult> Allocated(
        BatchUnits units, TranslationBatch[][] batches, int passes, int rounds)
    {
        var measured = new List<(double, double)>();
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await units.ThroughGrains(batches, passes);
            var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            measured.Add(((double)bytes / ((long)BatchUnits.Count * passes), 1));
        }

        return BenchResult.Of(
            $"allocated by batches of {BudgetSize} through the unit grain",
            "bytes a translation, against 1 byte",
            1,
            measured);
    }

    private static int Passes(long operations) => (int)Math.Max(1, operations / BatchUnits.Count);
}

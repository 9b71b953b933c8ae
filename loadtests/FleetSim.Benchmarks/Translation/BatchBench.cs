using FleetSim.Model.Translation.Units;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Batches of requests through the units' grains, beside the same units without grains, and beside the same
/// units in C.</summary>
public static class BatchBench
{
    private const double Budget = 2;
    private const int BudgetSize = 1024;
    private const double BytesMax = 1;
    private const int CallsMax = 100_000;

    private static readonly int[] Sizes = [1, 64, BudgetSize, 16_384];

    /// <param name="operations">Translations a round.</param>
    public static async Task<IReadOnlyList<BenchResult>> Run(
        long operations, int rounds, NativeProgram? native, CancellationToken cancellation)
    {
        await using var units = await BatchUnits.Start(cancellation);
        var bare = new BareUnits();
        var results = new List<BenchResult>();
        foreach (var size in Sizes)
        {
            var batches = BareUnits.Batches(size);
            var passes = Passes(Math.Min(operations, (long)CallsMax * size));
            results.Add(await BesideBare(units, bare, batches, passes, rounds));
            results.Add(await BesideNative(units, batches, passes, rounds, native, cancellation));
        }

        results.Add(await Allocated(units, BareUnits.Batches(BudgetSize), Passes(operations), rounds));
        return results;
    }

    private static async Task<BenchResult> BesideBare(
        BatchUnits units, BareUnits bare, TranslationBatch[][] batches, int passes, int rounds)
    {
        var count = (long)BareUnits.Count * passes;
        var hits = 0L;
        var measured = await SideBySide.Measure(
            rounds,
            _ => CpuMeter.NanosecondsPerOperation(
                count, async () => hits = await units.ThroughGrains(batches, passes)),
            _ => Task.FromResult(
                CpuMeter.NanosecondsPerOperation(count, passes, () => (ulong)bare.Pass(batches))));
        return BenchResult.Of(
            $"{Name(batches)}, {100.0 * hits / count:F0} % hits",
            "CPU ns a translation, against the bare units",
            batches[0][0].Count == BudgetSize ? Budget : null,
            measured);
    }

    private static async Task<BenchResult> BesideNative(
        BatchUnits units,
        TranslationBatch[][] batches,
        int passes,
        int rounds,
        NativeProgram? native,
        CancellationToken cancellation)
    {
        var count = (long)BareUnits.Count * passes;
        var arguments = $"batch {batches[0][0].Count} {count}";
        var measured = await SideBySide.Measure(
            rounds,
            _ => CpuMeter.NanosecondsPerOperation(count, () => units.ThroughGrains(batches, passes)),
            async _ => native is null ? 0 : (await native.Run(arguments, cancellation)).Nanoseconds);
        var (name, unit) = ($"{Name(batches)}, beside C", "CPU ns a translation, against C");
        return native is null
            ? BenchResult.Alone(name, unit, null, [.. measured.Select(round => round.Value)])
                with
            { Note = NativeProgram.Missing }
            : BenchResult.Of(name, unit, null, measured);
    }

    private static async Task<BenchResult> Allocated(
        BatchUnits units, TranslationBatch[][] batches, int passes, int rounds)
    {
        var measured = new List<BenchRound>();
        for (var round = 0; round < rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await units.ThroughGrains(batches, passes);
            var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            measured.Add(new((double)bytes / ((long)BareUnits.Count * passes), BytesMax));
        }

        return BenchResult.Of(
            $"allocated by batches of {BudgetSize} through the unit grain",
            $"bytes a translation, against {BytesMax} byte",
            1,
            measured);
    }

    private static string Name(TranslationBatch[][] batches) => $"batch of {batches[0][0].Count} through the unit grain";

    private static int Passes(long operations) => (int)Math.Max(1, operations / BareUnits.Count);
}

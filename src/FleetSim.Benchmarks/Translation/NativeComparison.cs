namespace FleetSim.Benchmarks.Translation;

/// <summary>A loop of the model beside the same loop in C: rounds of both alternate.</summary>
/// <param name="Name">Of the budget.</param>
/// <param name="Arguments">Of the C program, without the number of operations.</param>
/// <param name="Count">Operations of a pass.</param>
/// <param name="Pass">The loop; returns what it found.</param>
internal sealed record NativeComparison(string Name, string Arguments, int Count, Func<ulong> Pass)
{
    private const string Unit = "CPU ns, against C";
    private const int WarmingPasses = 40;

    /// <summary>The runtime compiles a loop well once it has run a while and it has been quiet so long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <param name="operations">At least so many a round.</param>
    public static async Task<IReadOnlyList<BenchResult>> Measure(
        IReadOnlyList<NativeComparison> comparisons,
        double? budget,
        long operations,
        int rounds,
        NativeProgram? native,
        CancellationToken cancellation)
    {
        for (var stage = 0; stage < 3; stage++)
        {
            foreach (var comparison in comparisons)
            {
                CpuMeter.NanosecondsPerOperation(1, WarmingPasses, comparison.Pass);
            }

            await Task.Delay(Quiet, cancellation);
        }

        var results = new List<BenchResult>();
        foreach (var comparison in comparisons)
        {
            results.Add(native is null
                ? comparison.Alone(budget, operations, rounds)
                : await comparison.Beside(native, budget, operations, rounds, cancellation));
        }

        return results;
    }

    private async Task<BenchResult> Beside(
        NativeProgram native, double? budget, long operations, int rounds, CancellationToken cancellation)
    {
        var measured = await SideBySide.Measure(
            rounds,
            _ => Task.FromResult(Ours(operations)),
            async _ => (await native.Run($"{Arguments} {operations}", cancellation)).Nanoseconds);
        return BenchResult.Of(Name, Unit, budget, measured);
    }

    private BenchResult Alone(double? budget, long operations, int rounds) =>
        BenchResult.Alone(
            Name, Unit, budget, [.. Enumerable.Range(0, rounds).Select(_ => Ours(operations))])
        with
        { Note = NativeProgram.Missing };

    private double Ours(long operations)
    {
        var passes = (operations + Count - 1) / Count;
        return CpuMeter.NanosecondsPerOperation(passes * Count, passes, Pass);
    }
}

using FleetSim.Load.Models;

namespace FleetSim.Load.Comparing;

/// <summary>All figures that two sets of runs have in common.</summary>
/// <remarks>
/// What decides: processor time an operation; of closed loads the rate, of open loads, whose rate is given, the
/// share of the plan that was started, and in time; latency p50 and p99. A percentile decides when every run has
/// enough operations above it; p99.9 moreover only when each side has several runs.
/// </remarks>
internal static class FigureList
{
    public const string StartedOfPlan = "started of plan";

    /// <summary>A percentile with fewer operations above it is the luck of a few.</summary>
    private const int AboveMin = 100;

    /// <summary>Where fewer start in time, the load is too fine for its machine, and being late says nothing.</summary>
    private const double InTimeMin = 0.5;

    /// <summary>The 99th percentile moves about twice as much as the mean from block to block.</summary>
    private const double TailFactor = 2;

    public static IReadOnlyList<ComparedFigure> Of(
        IReadOnlyList<ComparedRun> before, IReadOnlyList<ComparedRun> after)
    {
        var figures = new List<ComparedFigure?> { Processor(before, after) };
        foreach (var name in before[0].Workloads.Keys.Where(name =>
            before.Concat(after).All(run => run.Workloads.ContainsKey(name))))
        {
            figures.AddRange(Of(name, [.. Named(before, name)], [.. Named(after, name)]));
        }

        return [.. figures.OfType<ComparedFigure>()];
    }

    private static IEnumerable<ComparedWorkload> Named(IReadOnlyList<ComparedRun> runs, string name) =>
        runs.Select(run => run.Workloads[name]);

    private static ComparedFigure? Processor(IReadOnlyList<ComparedRun> before, IReadOnlyList<ComparedRun> after)
    {
        var all = before.Concat(after).ToArray();
        if (all.Any(run => run.Processor is null))
        {
            return null;
        }

        return Figure("", "processor time an operation", FigureKind.Processor, before, after, run =>
            run.Processor!.Seconds / Workloads(run).Sum(workload => workload.Operations)) is { } figure
            ? figure with { Blocks = [.. all.Select(ProcessorBlocks)] }
            : null;
    }

    private static IReadOnlyList<double> ProcessorBlocks(ComparedRun run) =>
    [
        .. run.Processor!.Blocks.Select((seconds, block) => seconds / Math.Max(
            1, Workloads(run).Sum(workload => workload.Blocks.Operations.ElementAtOrDefault(block)))),
    ];

    private static IEnumerable<ComparedWorkload> Workloads(ComparedRun run) =>
        run.Workloads.Values.Where(workload => workload.Load is not null);

    private static IEnumerable<ComparedFigure?> Of(
        string name, ComparedWorkload[] before, ComparedWorkload[] after)
    {
        ComparedWorkload[] all = [.. before, .. after];
        var load = before[0].Load;
        IReadOnlyList<double>[] rates =
            [.. all.Select(one => one.Blocks.Operations.Select(count => (double)count).ToArray())];
        if (load == LoadKind.Open)
        {
            yield return Figure(name, StartedOfPlan, FigureKind.Share, before, after, one =>
                one.Operations / Math.Max(1.0, one.Operations + one.Unsent));
            yield return Figure(name, "started in time", FigureKind.Share, before, after, one =>
                Math.Max(0.001, 1 - (one.Late / Math.Max(1.0, one.Operations)))) is { } inTime
                ? inTime with { Decides = inTime.Before.Average() >= InTimeMin }
                : null;
        }
        else if (load == LoadKind.Closed)
        {
            // A step is as often as the workloads take it: its rate says nothing that theirs do not.
            yield return Figure(name, "rate", FigureKind.Rate, before, after, one => one.RatePerSecond) is { } rate
                ? rate with { Blocks = rates }
                : null;
        }

        IReadOnlyList<double>[] means = [.. all.Select(one => one.Blocks.LatencyMean)];
        foreach (var latency in Latencies(name, "latency", before, after, one => one.Latency))
        {
            yield return latency with { Blocks = means };
        }

        // Without a plan to be late for it is the same again.
        if (load == LoadKind.Open)
        {
            foreach (var service in Latencies(name, "service", before, after, one => one.Service))
            {
                yield return service with { Blocks = means, Decides = false };
            }
        }
    }

    private static IEnumerable<ComparedFigure> Latencies(
        string name,
        string what,
        ComparedWorkload[] before,
        ComparedWorkload[] after,
        Func<ComparedWorkload, ComparedLatency> of)
    {
        var operations = before.Concat(after).Min(one => one.Operations);
        ComparedFigure?[] figures =
        [
            Figure(name, $"{what} p50", FigureKind.Median, before, after, one => of(one).P50) is { } median
                ? median with { Decides = operations * 0.5 >= AboveMin }
                : null,
            Figure(name, $"{what} p99", FigureKind.Tail, before, after, one => of(one).P99) is { } tail
                ? tail with { Decides = operations * 0.01 >= AboveMin, BlockFactor = TailFactor }
                : null,
            Figure(name, $"{what} p99.9", FigureKind.FarTail, before, after, one => of(one).P999) is { } far
                ? far with
                {
                    Decides = operations * 0.001 >= AboveMin && Math.Min(before.Length, after.Length) > 1,
                    BlockFactor = TailFactor * TailFactor,
                }
                : null,
        ];
        return figures.OfType<ComparedFigure>();
    }

    /// <summary>Null when a run has no such value: there is no ratio to nothing.</summary>
    private static ComparedFigure? Figure<T>(
        string subject,
        string name,
        FigureKind kind,
        IReadOnlyList<T> before,
        IReadOnlyList<T> after,
        Func<T, double> of)
    {
        double[] b = [.. before.Select(of)];
        double[] a = [.. after.Select(of)];
        return b.Concat(a).All(value => double.IsFinite(value) && value > 0)
            ? new ComparedFigure(subject, name, kind, b, a)
            : null;
    }
}

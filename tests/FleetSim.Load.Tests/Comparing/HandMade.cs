using FleetSim.Load.Comparing;
using FleetSim.Load.Models;

namespace FleetSim.Load.Tests.Comparing;

/// <summary>Results made by hand: figures that are exactly known, with blocks that never moved.</summary>
internal static class HandMade
{
    /// <summary>A quiet run of two workloads: <c>vms</c> closed, <c>storm</c> open.</summary>
    public static ComparedRun Run(
        double processor = 10,
        double rate = 1_000,
        double p50 = 0.001,
        double p99 = 0.01,
        double p999 = 0.1,
        long operations = 20_000,
        long unsent = 0,
        long late = 0,
        long violations = 0,
        double others = 0.1,
        double busy = 0.6) => new()
        {
            Workloads = new Dictionary<string, ComparedWorkload>
            {
                ["vms"] = Workload(LoadKind.Closed, operations, rate, 0, 0, p50, p99, p999),
                ["storm"] = Workload(LoadKind.Open, 20_000 - unsent, 1_000, late, unsent, 0.001, 0.01, 0.1),
            },
            Processor = new ComparedProcessor(processor, busy, others, [.. Enumerable.Repeat(processor / 20, 20)]),
            Events = new Dictionary<string, ComparedEvent>
            {
                ["violations"] = new(violations),
                ["holes"] = new(violations * 3, Decides: false),
            },
        };

    public static ComparisonLine Line(this ComparisonResult result, string subject, string figure) =>
        result.Lines.Single(line => line.Subject == subject && line.Figure == figure);

    private static ComparedWorkload Workload(
        LoadKind kind,
        long operations,
        double rate,
        long late,
        long unsent,
        double p50,
        double p99,
        double p999) => new(
        kind,
        operations,
        rate,
        late,
        unsent,
        new ComparedLatency(p50, p99, p999),
        new ComparedLatency(p50, p99, p999),
        new SeriesBlocks(1, [.. Enumerable.Repeat(operations / 20, 20)], [.. Enumerable.Repeat(p50, 20)]));
}

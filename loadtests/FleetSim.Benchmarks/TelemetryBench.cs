using FleetSim.Benchmarks.Translation;
using FleetSim.Model;
using FleetSim.Scenarios.Targets;
using FleetSim.Silo;
using FleetSim.Telemetry;

namespace FleetSim.Benchmarks;

/// <summary>Claims and batches while metrics and 1 % of the traces are collected, beside the same grains without
/// anybody listening.</summary>
public static class TelemetryBench
{
    private const double ClaimBudget = 1.25;
    private const double BatchBudget = 1.05;
    private const int Groups = 64;
    private const int BatchSize = 1024;

    /// <param name="pairs">Claims and releases a round.</param>
    public static async Task<BenchResult> Claims(int pairs, int rounds, CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(Groups / BenchFleet.GroupsPerHost);
        await using var silo = await EmbeddedSilo.Start(fleet, new SiloOptions(), cancellation);
        var target = new GrainTarget(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents);
        var some = pairs / SideBySide.Slices;
        Task Claim(int slice) => ClaimBench.InLoops(
            Groups, some, (index, number) => ClaimBench.Pair(target, index, slice, number));
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            slice => Listening(some, TelemetryNames.ClaimDuration, () => Claim((2 * slice) + 1)),
            slice => CpuMeter.NanosecondsPerOperation(some, () => Claim(2 * slice)));
        return BenchResult.Of(
            "claim + release, telemetry on", "CPU ns a pair, against off", ClaimBudget, measured);
    }

    /// <param name="operations">Translations a round.</param>
    public static async Task<BenchResult> Batches(long operations, int rounds, CancellationToken cancellation)
    {
        await using var units = await BatchUnits.Start(cancellation);
        var batches = BareUnits.Batches(BatchSize);
        var passes = (int)Math.Max(1, operations / SideBySide.Slices / BareUnits.Count);
        var count = (long)BareUnits.Count * passes;
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            _ => Listening(count, TelemetryNames.BatchDuration, () => units.ThroughTarget(batches, passes)),
            _ => CpuMeter.NanosecondsPerOperation(count, () => units.ThroughTarget(batches, passes)));
        return BenchResult.Of(
            $"batch of {BatchSize} through the unit grain, telemetry on",
            "CPU ns a translation, against off",
            BatchBudget,
            measured);
    }

    /// <summary>The price includes that everything is collected once a round, of which a slice bears its share; not that a
    /// reader makes room when it collects for the first time.</summary>
    /// <param name="metric">What has to be among it.</param>
    private static async Task<double> Listening(long operations, string metric, Func<Task> work)
    {
        using var telemetry = new CollectedTelemetry();
        telemetry.Collect();
        var working = await CpuMeter.NanosecondsPerOperation(operations, work);
        var collecting = await CpuMeter.NanosecondsPerOperation(operations * SideBySide.Slices, () =>
        {
            telemetry.Collect();
            return Task.CompletedTask;
        });
        Invariant.Require(telemetry.Metrics.Contains(metric), "BENCH-COLLECTED");
        return working + collecting;
    }
}

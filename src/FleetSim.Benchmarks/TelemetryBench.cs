using System.Diagnostics;
using FleetSim.Benchmarks.Translation;
using FleetSim.Fleets.Grains;
using FleetSim.Model;
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

    /// <summary>Each of some hundredths of a second, for a budget of a twentieth.</summary>
    private const int BatchSlices = 80;

    /// <summary>Of a slice, done before it is measured: after collections the caches know nothing of grains.</summary>
    private const int WarmShare = 8;

    /// <param name="pairs">Claims and releases a round.</param>
    public static async Task<BenchResult> Claims(int pairs, int rounds, CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(Groups / BenchFleet.GroupsPerHost);
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var target = await GrainFleet.Declare(silo.Grains, fleet);
        var some = pairs / ClaimBench.Slices;
        Task Claim(int count, int series) => ClaimBench.InLoops(
            Groups, count, (index, number) => ClaimBench.Pair(target, index, series, number));
        async Task<double> Measured(int series)
        {
            await Claim(some / WarmShare, series);
            return await CpuMeter.NanosecondsPerOperation(some, () => Claim(some, series + 1));
        }

        MakeOften();
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            ClaimBench.Slices,
            slice => Listening(some, TelemetryNames.ClaimDuration, () => Measured(4 * slice)),
            slice => Silent(() => Measured((4 * slice) + 2)));
        return BenchResult.Of(
            "claim + release, telemetry on", "CPU ns a pair, against off", ClaimBudget, measured);
    }

    /// <param name="operations">Translations a round.</param>
    public static async Task<BenchResult> Batches(long operations, int rounds, CancellationToken cancellation)
    {
        await using var units = await BatchUnits.Start(cancellation);
        var batches = BareUnits.Batches(BatchSize);
        var passes = (int)Math.Max(1, operations / BatchSlices / BareUnits.Count);
        var count = (long)BareUnits.Count * passes;
        async Task<double> Measured()
        {
            await units.ThroughTarget(batches, 1);
            return await CpuMeter.NanosecondsPerOperation(count, () => units.ThroughTarget(batches, passes));
        }

        MakeOften();
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            BatchSlices,
            _ => Listening(count, TelemetryNames.BatchDuration, Measured),
            _ => Silent(Measured));
        return BenchResult.Of(
            $"batch of {BatchSize} through the unit grain, telemetry on",
            "CPU ns a translation, against off",
            BatchBudget,
            measured);
    }

    /// <summary>What is called 30 times is compiled anew in the background. Telemetry is made for each slice, which no silo
    /// does, and this would fall into what is measured.</summary>
    private static void MakeOften()
    {
        for (var time = 0; time < 60; time++)
        {
            using var telemetry = new CollectedTelemetry();
            telemetry.Collect();
        }
    }

    /// <summary>Of a collection, which takes as long whatever happened since the last one, the work bears the share that
    /// falls into its time; nothing of the first one, in which a reader makes room.</summary>
    /// <param name="metric">What has to be among what was collected.</param>
    private static async Task<double> Listening(long operations, string metric, Func<Task<double>> measured)
    {
        using var telemetry = new CollectedTelemetry();
        telemetry.Collect();
        Age();
        var started = Stopwatch.GetTimestamp();
        var working = await measured();
        var collections = Stopwatch.GetElapsedTime(started) / CollectedTelemetry.Interval;
        var collecting = await CpuMeter.NanosecondsPerOperation(operations, () =>
        {
            telemetry.Collect();
            return Task.CompletedTask;
        });
        Invariant.Require(telemetry.Metrics.Contains(metric), "BENCH-COLLECTED");
        return working + (collections * collecting);
    }

    private static Task<double> Silent(Func<Task<double>> measured)
    {
        Age();
        return measured();
    }

    /// <summary>Brings what was just made to where it is in a silo, behind the young generations: in them it is moved by
    /// collections that the work has to pay, which costs a claim more than all metrics do.</summary>
    private static void Age()
    {
        GC.Collect();
        GC.Collect();
    }
}

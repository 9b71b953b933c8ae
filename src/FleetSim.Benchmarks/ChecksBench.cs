using FleetSim.Fleets.Grains;
using FleetSim.Model.Hosts;
using FleetSim.Silo;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Benchmarks;

/// <summary>Claim and release with what a run does by default, recording the history and evaluating the invariants,
/// beside the same without.</summary>
public static class ChecksBench
{
    private const double Budget = 1.15;
    private const int Groups = 64;

    /// <param name="pairs">Claims and releases a round.</param>
    public static async Task<BenchResult> Run(int pairs, int rounds, CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(Groups / BenchFleet.GroupsPerHost);
        await using var checking = await EmbeddedSilo.Start(fleet, new SiloOptions(), cancellation);
        await using var bare = await EmbeddedSilo.Start(
            fleet, new SiloOptions { ContinuousChecks = false }, cancellation);
        var off = Target(bare, fleet, HistoryRecorder.Off);
        var some = pairs / ClaimBench.Slices;
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            ClaimBench.Slices,
            slice =>
            {
                var on = Target(checking, fleet, new HistoryRecorder(TimeProvider.System)); // Each slice records afresh.
                return CpuMeter.NanosecondsPerOperation(some, () => Claim(on, some, slice));
            },
            slice => CpuMeter.NanosecondsPerOperation(some, () => Claim(off, some, slice)));
        return BenchResult.Of("claim + release, history and invariants on", "CPU ns a pair", Budget, measured);
    }

    private static GrainFleet Target(EmbeddedSilo silo, Fleet fleet, HistoryRecorder history) =>
        new(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents, history);

    private static Task Claim(GrainFleet target, int pairs, int slice) =>
        ClaimBench.InLoops(Groups, pairs, (index, number) => ClaimBench.Pair(target, index, slice, number));
}

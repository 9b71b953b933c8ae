using FleetSim.Fleets.Grains;
using FleetSim.Model;
using FleetSim.Silo;

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
        await using var checking = await FleetSilo.Start(new SiloOptions(), cancellation);
        await using var bare = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var on = await GrainFleet.Declare(checking.Grains, fleet with { RecordsHistory = true });
        using var off = await GrainFleet.Declare(bare.Grains, fleet with { ChecksInvariants = false });
        var some = pairs / ClaimBench.Slices;
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            ClaimBench.Slices,
            slice => CpuMeter.NanosecondsPerOperation(some, () => Claim(on, some, slice)),
            slice => CpuMeter.NanosecondsPerOperation(some, () => Claim(off, some, slice)));
        Invariant.Require((await on.Report.History()).Unrecorded == 0, "BENCH-RECORDED");
        return BenchResult.Of("claim + release, history and invariants on", "CPU ns a pair", Budget, measured);
    }

    private static Task Claim(GrainFleet target, int pairs, int slice) =>
        ClaimBench.InLoops(Groups, pairs, (index, number) => ClaimBench.Pair(target, index, slice, number));
}

using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Fleets.Grains;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;
using FleetSim.Silo;

namespace FleetSim.Benchmarks;

/// <summary>Memory of a large declared fleet of which few hosts are touched, beside a small one of which all are; and
/// how long it takes until the large one is declared, its silo is up and those hosts have answered.</summary>
/// <remarks>A host is touched by a claim of each of its groups.</remarks>
public static class DeclaredFleetBench
{
    private const double Budget = 1.1;
    private const double SecondsMax = 2;
    private const int Touched = 1_000;

    /// <param name="declared">Hosts of the large fleet.</param>
    public static async Task<IReadOnlyList<BenchResult>> Run(int declared, int rounds, CancellationToken cancellation)
    {
        var seconds = new List<BenchRound>();
        var megabytes = await SideBySide.Measure(
            rounds,
            async round =>
            {
                var (managed, took) = await Touch(declared, cancellation);
                if (round >= 0)
                {
                    seconds.Add(new(took.TotalSeconds, SecondsMax)); // The first round loads what both need.
                }

                return managed;
            },
            async _ => (await Touch(Touched, cancellation)).Megabytes);
        var name = $"{declared} hosts declared, {Touched} touched";
        return
        [
            BenchResult.Of(name, $"MB managed, against {Touched} declared", Budget, megabytes),
            BenchResult.Of($"{name}: time", $"s, against {SecondsMax} s", 1, seconds),
        ];
    }

    private static async Task<(double Megabytes, TimeSpan Took)> Touch(int declared, CancellationToken cancellation)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var fleet = BenchFleet.Of(declared);
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var target = await GrainFleet.Declare(silo.Grains, fleet);
        var step = declared / Touched;
        await Parallel.ForAsync(0, Touched, cancellation, async (i, _) =>
        {
            var host = HostKey.Of(i * step);
            for (var group = 0; group < BenchFleet.GroupsPerHost; group++)
            {
                await silo.Grains.GetGrain<IIommuGroupGrain>(HostKey.Group(host, group))
                    .Execute(GroupCall.ClaimGroup(new OwnerCookie(1000)), target.Generation);
            }
        });
        var took = watch.Elapsed;
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(fleet);
        return ((after - before) / 1e6, took);
    }
}

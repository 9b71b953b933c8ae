using FleetSim.Contracts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Silo;

namespace FleetSim.Benchmarks;

/// <summary>Memory of a large declared fleet of which few hosts are touched, beside a small one of which all
/// are.</summary>
public static class DeclaredFleetBench
{
    private const double Budget = 1.1;
    private const int Touched = 1_000;

    /// <param name="declared">Hosts of the large fleet.</param>
    public static async Task<BenchResult> Run(int declared, int rounds, CancellationToken cancellation)
    {
        var measured = new List<(double, double)>();
        for (var round = -1; round < rounds; round++)
        {
            var large = await Megabytes(declared, cancellation);
            var small = await Megabytes(Touched, cancellation);
            if (round >= 0)
            {
                measured.Add((large, small)); // The first round loads what both need.
            }
        }

        return BenchResult.Of($"{declared} hosts declared, {Touched} touched", "MB managed", Budget, measured);
    }

    private static async Task<double> Megabytes(int declared, CancellationToken cancellation)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var fleet = BenchFleet.Of(declared);
        await using var silo = await EmbeddedSilo.Start(fleet, new SiloOptions(), cancellation);
        var step = declared / Touched;
        await Parallel.ForEachAsync(Enumerable.Range(0, Touched), cancellation, async (i, _) =>
        {
            var host = HostKey.Of(i * step);
            for (var group = 0; group < BenchFleet.GroupsPerHost; group++)
            {
                await silo.Grains.GetGrain<IIommuGroupGrain>(HostKey.Group(host, group))
                    .Execute(GroupCall.ClaimGroup(new OwnerCookie(1000)));
            }
        });
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(fleet);
        return (after - before) / 1e6;
    }
}

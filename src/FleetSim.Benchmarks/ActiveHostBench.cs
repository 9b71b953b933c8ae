using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Grains;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Silo;

namespace FleetSim.Benchmarks;

/// <summary>Memory of hosts all of whose grains are active, beside as many grains that hold nothing.</summary>
public static class ActiveHostBench
{
    private const double Budget = 1.5;

    /// <param name="hosts">How many hosts become active a round, each in a silo of its own for either side.</param>
    /// <returns>Hosts of which everything is active; and, told without a budget, hosts whose groups have all been
    /// claimed.</returns>
    public static async Task<IReadOnlyList<BenchResult>> Run(int hosts, int rounds, CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(hosts);
        Task<double> Bytes(Func<IGrainFactory, GrainFleet, int, Task> touch) => BytesPerHost(fleet, touch, cancellation);
        var active = await SideBySide.Measure(
            rounds,
            _ => Bytes((_, fleet, host) => fleet.Activate(host).AsTask()),
            _ => Bytes(ActivateEmpty));
        var claimed = await SideBySide.Measure(
            rounds,
            _ => Bytes(Claim),
            _ => Bytes(ActivateEmpty));
        const string Unit = "bytes managed a host, against empty grains";
        return
        [
            BenchResult.Of("active host of 1 unit, 16 groups, 24 devices", Unit, Budget, active),
            BenchResult.Of("active host, each group claimed", Unit, null, claimed),
        ];
    }

    private static async Task<double> BytesPerHost(
        FleetDeclaration fleet, Func<IGrainFactory, GrainFleet, int, Task> touch, CancellationToken cancellation)
    {
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var target = await GrainFleet.Declare(silo.Grains, fleet);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, fleet.Hosts, cancellation, async (host, _) => await touch(silo.Grains, target, host));
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)fleet.Hosts;
    }

    private static async Task Claim(IGrainFactory grains, GrainFleet fleet, int host)
    {
        await fleet.Activate(host);
        for (var group = 0; group < BenchFleet.GroupsPerHost; group++)
        {
            var call = GroupCall.ClaimGroup(new OwnerCookie(1000)) with { Id = new OperationId(1) };
            await grains.GetGrain<IIommuGroupGrain>(HostKey.Group(HostKey.Of(host), group))
                .Execute(call, fleet.Generation);
        }
    }

    /// <summary>As many grains, under the same keys.</summary>
    private static async Task ActivateEmpty(IGrainFactory grains, GrainFleet fleet, int host)
    {
        var key = HostKey.Of(host);
        await grains.GetGrain<IEmptyGrain>(key).Touch();
        await grains.GetGrain<IEmptyGrain>(HostKey.Unit(key, BenchFleet.Unit)).Touch();
        for (var group = 0; group < BenchFleet.GroupsPerHost; group++)
        {
            await grains.GetGrain<IEmptyGrain>(HostKey.Group(key, group)).Touch();
        }

        foreach (var device in fleet.Fleet.TemplateOf(host).Devices.Keys)
        {
            await grains.GetGrain<IEmptyGrain>(HostKey.Device(key, device)).Touch();
        }
    }
}

using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Grains;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Silo;

namespace FleetSim.Benchmarks;

/// <summary>Claim and release of a group through grains, beside two calls that each make one call.</summary>
public static class ClaimBench
{
    private const double Budget = 1.2;
    private const int Loops = 64;

    /// <summary>Slices of a round of claims, each long enough that it pays for collections.</summary>
    internal const int Slices = 16;

    /// <param name="groups">Groups claimed in turn by 64 loops.</param>
    /// <param name="pairs">Claims and releases a round.</param>
    public static async Task<BenchResult> Run(int groups, int pairs, int rounds, CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of((groups + BenchFleet.GroupsPerHost - 1) / BenchFleet.GroupsPerHost);
        await using var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        using var target = await GrainFleet.Declare(silo.Grains, fleet);
        var claimed = Enumerable.Range(0, groups).Select(i => silo.Grains.GetGrain<IIommuGroupGrain>(Key(i))).ToArray();
        var reference = Enumerable.Range(0, groups)
            .Select(i => silo.Grains.GetGrain<IReferenceCallerGrain>(Key(i))).ToArray();
        var some = pairs / Slices;
        var measured = await SideBySide.MeasureInSlices(
            rounds,
            Slices,
            slice => CpuMeter.NanosecondsPerOperation(some, () => Claim(claimed, target.Generation, some, slice)),
            slice => CpuMeter.NanosecondsPerOperation(some, () => Refer(reference, some, slice)));
        return BenchResult.Of($"claim + release, {groups} groups", "CPU ns a pair", Budget, measured);
    }

    /// <summary>A name that no other slice or pair has.</summary>
    internal static OperationId Ids(int slice, long number) => new(((ulong)(slice + 2) << 40) + (ulong)number);

    /// <summary>Each loop has grains of its own, so that nobody is refused.</summary>
    internal static Task InLoops(int grains, int pairs, Func<int, long, Task> pair) => Task.WhenAll(
        Enumerable.Range(0, Math.Min(Loops, grains)).Select(loop => Task.Run(async () =>
        {
            var index = loop;
            for (var number = (long)loop; number < pairs; number += Loops)
            {
                await pair(index, number);
                index = index + Loops < grains ? index + Loops : loop;
            }
        })));

    /// <summary>Claims and releases a group as a workload does it.</summary>
    internal static async Task Pair(GrainFleet target, int group, int slice, long number)
    {
        var (host, inHost) = (group / BenchFleet.GroupsPerHost, group % BenchFleet.GroupsPerHost);
        var (owner, id) = (new OwnerCookie(1000 + (ulong)number), Ids(slice, number));
        var claim = await target.Group(host, inHost, GroupCall.ClaimGroup(owner) with { Id = id });
        var release = await target.Group(
            host, inHost, GroupCall.ReleaseGroup(owner, claim.Epoch) with { Id = id.Inner(1) });
        RequireGranted(claim, release);
    }

    private static void RequireGranted(GroupReply claim, GroupReply release)
    {
        if (!claim.Granted || !release.Granted)
        {
            throw new InvalidOperationException($"claim answered {claim.Errno}, release {release.Errno}");
        }
    }

    private static string Key(int group) =>
        HostKey.Group(HostKey.Of(group / BenchFleet.GroupsPerHost), group % BenchFleet.GroupsPerHost);

    private static Task Claim(IIommuGroupGrain[] groups, FleetGeneration fleet, int pairs, int slice) => InLoops(
        groups.Length, pairs, async (index, number) =>
    {
        var (owner, id) = (new OwnerCookie(1000 + (ulong)number), Ids(slice, number));
        var claim = await groups[index].Execute(GroupCall.ClaimGroup(owner) with { Id = id }, fleet);
        var release = await groups[index].Execute(
            GroupCall.ReleaseGroup(owner, claim.Epoch) with { Id = id.Inner(1) }, fleet);
        RequireGranted(claim, release);
    });

    private static Task Refer(IReferenceCallerGrain[] grains, int pairs, int slice) => InLoops(grains.Length, pairs, async (index, number) =>
    {
        var (owner, id) = (new OwnerCookie(1000 + (ulong)number), Ids(slice, number));
        var first = await grains[index].Execute(GroupCall.ClaimGroup(owner) with { Id = id });
        await grains[index].Execute(GroupCall.ReleaseGroup(owner, first.Epoch) with { Id = id.Inner(1) });
    });
}

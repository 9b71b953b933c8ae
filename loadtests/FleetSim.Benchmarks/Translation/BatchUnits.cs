using FleetSim.Contracts;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Translation;
using FleetSim.Silo;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Units of several hosts, each behind its grain, and beside them the same units bare: told the same, asked
/// the same.</summary>
/// <remarks>As many callers as units, each with one batch under way; the bare units are asked by one thread, in the
/// order in which the callers come round.</remarks>
public sealed class BatchUnits : IAsyncDisposable
{
    /// <summary>Requests of one pass over all units.</summary>
    public const int Count = Units * BatchStream.Count;

    private const int Units = 8;

    private static readonly Domain Private = Domain.Private(1, new OwnerCookie(1000));

    private readonly EmbeddedSilo _silo;
    private readonly IIommuUnitGrain[] _grains;
    private readonly IommuUnit[] _bare;

    private BatchUnits(EmbeddedSilo silo)
    {
        _silo = silo;
        _grains = [.. Enumerable.Range(0, Units).Select(host =>
            silo.Grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(HostKey.Of(host), BenchFleet.Unit)))];
        _bare = [.. Enumerable.Range(0, Units).Select(_ => new IommuUnit(BenchFleet.Iommu, UnitState.Empty))];
    }

    public static async Task<BatchUnits> Start(CancellationToken cancellation)
    {
        var silo = await EmbeddedSilo.Start(BenchFleet.Of(Units), new SiloOptions(), cancellation);
        var units = new BatchUnits(silo);
        var nic = new RidAttachment(RequestStream.Nic, Private);
        var attach = new UnitCall(0, Private, [nic], []) { IsComplete = true };
        var map = DomainCall.Complete(Private, 1, [BatchStream.Mapping]);
        for (var unit = 0; unit < Units; unit++)
        {
            await units._grains[unit].Execute(attach);
            units._bare[unit].Execute(attach);
            var (behind, bare) = (await units._grains[unit].Change(map), units._bare[unit].Execute(map));
            Invariant.Require(behind == default && bare == default, "BENCH-MAPPED");
        }

        return units;
    }

    /// <summary>A stream of requests for each unit, in batches of one size.</summary>
    public static TranslationBatch[][] Batches(int size) =>
        [.. Enumerable.Range(0, Units).Select(_ => BatchStream.Of(size, Private))];

    /// <summary>Asks the grains, each for its stream, so many times.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public async Task<long> ThroughGrains(TranslationBatch[][] batches, int passes)
    {
        var callers = _grains.Select((grain, unit) => Task.Run(() => Through(grain, batches[unit], passes)));
        return (await Task.WhenAll(callers)).Sum();
    }

    /// <summary>Asks the bare units.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public long Bare(TranslationBatch[][] batches, int passes)
    {
        var hits = 0L;
        for (var number = 0; number < passes * batches[0].Length; number++)
        {
            for (var unit = 0; unit < Units; unit++)
            {
                var batch = batches[unit][number % batches[unit].Length];
                hits += _bare[unit].Translate(batch.Requests, batch.Results).Hits;
            }
        }

        return hits;
    }

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private static async Task<long> Through(IIommuUnitGrain grain, TranslationBatch[] batches, int passes)
    {
        var hits = 0L;
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var batch in batches)
            {
                var reply = await grain.Translate(batch);
                Invariant.Require(reply.Errno == Errno.None, "BENCH-ANSWERED");
                hits += reply.Tally.Hits;
            }
        }

        return hits;
    }
}

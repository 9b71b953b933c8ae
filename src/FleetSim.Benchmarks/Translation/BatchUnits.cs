using FleetSim.Contracts;
using FleetSim.Fleets.Grains;
using FleetSim.Model;
using FleetSim.Model.Translation.Units;
using FleetSim.Silo;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Units of several hosts, each behind its grain and asked by a caller of its own.</summary>
public sealed class BatchUnits : IAsyncDisposable
{
    private readonly FleetSilo _silo;
    private readonly GrainFleet _target;
    private readonly IIommuUnitGrain[] _grains;

    private BatchUnits(FleetSilo silo, GrainFleet target)
    {
        _silo = silo;
        _target = target;
        _grains = [.. Enumerable.Range(0, target.Fleet.Hosts).Select(host => target.Unit(host, BenchFleet.Unit))];
    }

    /// <summary>As many units as there are <see cref="BareUnits"/>, told the same.</summary>
    public static async Task<BatchUnits> Start(CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(BareUnits.Units);
        var silo = await FleetSilo.Start(new SiloOptions(), cancellation);
        var units = new BatchUnits(silo, await GrainFleet.Declare(silo.Grains, fleet));
        foreach (var unit in units._grains)
        {
            await unit.Execute(BareUnits.Attach, units._target.Generation);
            Invariant.Require(await unit.Change(BareUnits.Map, units._target.Generation) == default, "BENCH-MAPPED");
        }

        return units;
    }

    /// <summary>Asks the grains, each for its stream, so many times.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public Task<long> ThroughGrains(TranslationBatch[][] batches, int passes) =>
        Through(unit => batch => _grains[unit].Translate(batch, _target.Generation), batches, passes);

    /// <summary>Asks the grains as a workload does.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public Task<long> ThroughTarget(TranslationBatch[][] batches, int passes) =>
        Through(unit => batch => _target.Translate(unit, BenchFleet.Unit, batch), batches, passes);

    public ValueTask DisposeAsync()
    {
        _target.Dispose();
        return _silo.DisposeAsync();
    }

    private static async Task<long> Through(
        Func<int, Func<TranslationBatch, ValueTask<TranslationReply>>> unit, TranslationBatch[][] batches, int passes)
    {
        var callers = Enumerable.Range(0, BareUnits.Units)
            .Select(number => Task.Run(() => Through(unit(number), batches[number], passes)));
        return (await Task.WhenAll(callers)).Sum();
    }

    private static async Task<long> Through(
        Func<TranslationBatch, ValueTask<TranslationReply>> translate, TranslationBatch[] batches, int passes)
    {
        var hits = 0L;
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var batch in batches)
            {
                var reply = await translate(batch);
                Invariant.Require(reply.Errno == Errno.None, "BENCH-ANSWERED");
                hits += reply.Tally.Hits;
            }
        }

        return hits;
    }
}

using FleetSim.Contracts;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Targets;
using FleetSim.Silo;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Units of several hosts, each behind its grain and asked by a caller of its own.</summary>
public sealed class BatchUnits : IAsyncDisposable
{
    private readonly EmbeddedSilo _silo;
    private readonly GrainTarget _target;
    private readonly IIommuUnitGrain[] _grains;

    private BatchUnits(EmbeddedSilo silo, Fleet fleet)
    {
        _silo = silo;
        _target = new GrainTarget(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents);
        _grains = [.. Enumerable.Range(0, fleet.Hosts).Select(host => _target.Unit(host, BenchFleet.Unit))];
    }

    /// <summary>As many units as there are <see cref="BareUnits"/>, told the same.</summary>
    public static async Task<BatchUnits> Start(CancellationToken cancellation)
    {
        var fleet = BenchFleet.Of(BareUnits.Units);
        var silo = await EmbeddedSilo.Start(fleet, new SiloOptions(), cancellation);
        var units = new BatchUnits(silo, fleet);
        foreach (var unit in units._grains)
        {
            await unit.Execute(BareUnits.Attach);
            Invariant.Require(await unit.Change(BareUnits.Map) == default, "BENCH-MAPPED");
        }

        return units;
    }

    /// <summary>Asks the grains, each for its stream, so many times.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public Task<long> ThroughGrains(TranslationBatch[][] batches, int passes) =>
        Through(unit => _grains[unit].Translate, batches, passes);

    /// <summary>Asks the grains as a workload does.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public Task<long> ThroughTarget(TranslationBatch[][] batches, int passes) =>
        Through(unit => batch => _target.Translate(unit, BenchFleet.Unit, batch), batches, passes);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

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

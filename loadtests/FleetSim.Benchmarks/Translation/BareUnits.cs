using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Units of several hosts without grains, asked by one thread in turn; the C program has the same
/// ones.</summary>
public sealed class BareUnits
{
    internal const int Units = 8;

    /// <summary>Requests of one pass over all units.</summary>
    public const int Count = Units * BatchStream.Count;

    private static readonly Domain Private = Domain.Private(1, new OwnerCookie(1000));

    private readonly IommuUnit[] _units =
        [.. Enumerable.Range(0, Units).Select(_ => new IommuUnit(BenchFleet.Iommu, UnitState.Empty))];

    public BareUnits()
    {
        foreach (var unit in _units)
        {
            unit.Execute(Attach);
            Invariant.Require(unit.Execute(Map) == default, "BENCH-MAPPED");
        }
    }

    /// <summary>What a unit is told first: where its one device is attached.</summary>
    internal static UnitCall Attach { get; } =
        new(0, Private, [new RidAttachment(RequestStream.Nic, Private)], []) { IsComplete = true };

    /// <summary>What it is told then: all that the device may access.</summary>
    internal static DomainCall Map { get; } = DomainCall.Complete(Private, 1, [BatchStream.Mapping]);

    /// <summary>A stream of requests for each unit, in batches of one size.</summary>
    public static TranslationBatch[][] Batches(int size) =>
        [.. Enumerable.Range(0, Units).Select(_ => BatchStream.Of(size, Private))];

    /// <summary>Asks the units, in the order in which callers of their own would come round.</summary>
    /// <returns>How many requests the IOTLBs answered.</returns>
    public long Pass(TranslationBatch[][] batches)
    {
        var hits = 0L;
        for (var number = 0; number < batches[0].Length; number++)
        {
            for (var unit = 0; unit < Units; unit++)
            {
                var batch = batches[unit][number];
                hits += _units[unit].Translate(batch.Requests, batch.Results).Hits;
            }
        }

        return hits;
    }
}

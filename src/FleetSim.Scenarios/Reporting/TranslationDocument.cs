using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The requests of a run's devices, warm-up included.</summary>
/// <param name="Translated">Requests that were given an address.</param>
/// <param name="Faults">Requests that were blocked.</param>
/// <param name="Hits">Requests that the IOTLB answered.</param>
/// <param name="Strays">Requests that were answered otherwise than their addresses say.</param>
/// <param name="Stale">Requests that were given the address of what a lazy domain had unmapped.</param>
/// <param name="PerSecond">Requests by the length of warm-up and measurement.</param>
/// <param name="Planned">What the addresses say.</param>
/// <param name="Reasons">Blocked requests by VT-d fault reason, as the units counted them.</param>
public sealed record TranslationDocument(
    long Translated,
    long Faults,
    long Hits,
    long Strays,
    long Stale,
    double PerSecond,
    PlannedTranslationDocument Planned,
    IReadOnlyDictionary<string, long> Reasons)
{
    internal static TranslationDocument? Of(RunResult result) => result.Translation is not { } all
        ? null
        : new TranslationDocument(
            all.Translated,
            all.Faults,
            all.Hits,
            all.Strays,
            all.Stale,
            (all.Translated + all.Faults) / (result.Load.WarmupSeconds + result.Load.MeasuredSeconds),
            new PlannedTranslationDocument(all.Planned, all.PlannedFaults, all.PlannedHits, all.PlannedStale),
            result.Counted!.Faults.ToDictionary(fault => $"{fault.Reason}", fault => fault.Count));
}

/// <summary>What has to become of requests, by their addresses alone.</summary>
/// <param name="Requests">Requests of which it is known.</param>
/// <param name="Faults">To where nothing is mapped; without those that a flush decides.</param>
/// <param name="Hits">That the IOTLB has to answer; null where several share a unit.</param>
/// <param name="Stale">To what is unmapped and not flushed yet; null where nobody knows which was faster.</param>
public sealed record PlannedTranslationDocument(long Requests, long Faults, long? Hits, long? Stale);

using FleetSim.Model.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>All requests of a run: what was planned, and what units answered.</summary>
internal sealed class TranslationTotals
{
    private long _requests;
    private long _plannedFaults;
    private long _plannedHits;
    private long _unplannedHits;
    private long _translated;
    private long _faults;
    private long _hits;
    private long _strays;

    /// <summary>A batch whose hits are planned too, or whose faults only.</summary>
    public void Add(PlannedTranslations planned, TranslationTally tally, int strays)
    {
        Interlocked.Add(ref _requests, planned.Requests);
        Interlocked.Add(ref _plannedFaults, planned.Faults);
        Interlocked.Add(ref _plannedHits, planned.Hits ?? 0);
        Interlocked.Add(ref _unplannedHits, planned.Hits is null ? tally.Hits : 0);
        Interlocked.Add(ref _strays, strays);
        Add(tally);
    }

    /// <summary>A batch of which nothing is planned.</summary>
    public void Add(TranslationTally tally)
    {
        Interlocked.Add(ref _translated, tally.Translated);
        Interlocked.Add(ref _faults, tally.Faults);
        Interlocked.Add(ref _hits, tally.Hits);
    }

    /// <summary>As they stand; null when nobody sent anything.</summary>
    public TranslationSummary? Read() => _translated + _faults == 0
        ? null
        : new TranslationSummary(
            _requests, _plannedFaults, _unplannedHits > 0 ? null : _plannedHits, _translated, _faults, _hits, _strays);
}

/// <summary>The requests of a run.</summary>
/// <param name="Planned">Requests of which it was planned what has to become of them.</param>
/// <param name="PlannedFaults">Of those, requests to where nothing is mapped.</param>
/// <param name="PlannedHits">Of those, requests that the IOTLB had to answer; null where several shared a unit.</param>
/// <param name="Translated">All requests that were given an address.</param>
/// <param name="Faults">All requests that were blocked.</param>
/// <param name="Hits">All requests that the IOTLB answered.</param>
/// <param name="Strays">Planned requests whose answer was not the planned one.</param>
public sealed record TranslationSummary(
    long Planned, long PlannedFaults, long? PlannedHits, long Translated, long Faults, long Hits, long Strays);

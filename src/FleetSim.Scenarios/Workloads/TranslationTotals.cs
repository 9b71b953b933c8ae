using FleetSim.Model.Translation.Units;

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
    private long _stale;
    private long _plannedStale;
    private long _either;

    /// <summary>A batch whose hits are planned too, or whose faults only.</summary>
    /// <param name="stale">Requests that were given the address of what is unmapped.</param>
    public void Add(PlannedTranslations planned, TranslationTally tally, int strays, int stale = 0)
    {
        Interlocked.Add(ref _requests, planned.Requests);
        Interlocked.Add(ref _stale, stale);
        Interlocked.Add(ref _plannedStale, planned.Stale);
        Interlocked.Add(ref _either, planned.Either);
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
            _requests, _plannedFaults, _unplannedHits > 0 ? null : _plannedHits, _translated, _faults, _hits, _strays)
        {
            Stale = _stale,
            PlannedStale = _either > 0 ? null : _plannedStale,
        };
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
    long Planned, long PlannedFaults, long? PlannedHits, long Translated, long Faults, long Hits, long Strays)
{
    /// <summary>Planned requests that were given the address of what a lazy domain had unmapped.</summary>
    public long Stale { get; init; }

    /// <summary>How many those have to be; null where a flush may have been faster, or not.</summary>
    public long? PlannedStale { get; init; }
}

using System.Diagnostics.Metrics;
using FleetSim.Contracts.Reports;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Telemetry;

/// <summary>What the IOMMU units of one silo count and time. The report of a run reads the same counters that are
/// exported.</summary>
/// <remarks>Counted once a batch; a batch without a fault costs five interlocked additions.</remarks>
public sealed class TranslationInstruments
{
    private readonly Histogram<double> _batchDuration;
    private readonly long[] _outcomes = new long[Enum.GetValues<TranslationOutcome>().Length];
    private readonly long[] _reasons = new long[256];
    private long _hits;
    private long _misses;

    public TranslationInstruments(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        meter.CreateObservableCounter(
            TelemetryNames.Translations, Outcomes, "{request}", "Requests of devices answered by IOMMU units.");
        meter.CreateObservableCounter(
            TelemetryNames.IotlbLookups, Lookups, "{lookup}", "Requests by whether the IOTLB answered them.");
        meter.CreateObservableCounter(
            TelemetryNames.IommuFaults, Reasons, "{fault}", "Requests that were blocked, by VT-d fault reason.");
        _batchDuration = meter.CreateHistogram<double>(
            TelemetryNames.BatchDuration, "s", "Time a unit took to translate a batch.");
    }

    /// <summary>Somebody listens to durations, so it is worth asking for the time.</summary>
    public bool TimesBatches => _batchDuration.Enabled;

    /// <summary>What was counted so far.</summary>
    public RequestCounts Read() => new()
    {
        Translated = Count(TranslationOutcome.Translated),
        Blocked = Count(TranslationOutcome.Fault),
        Hits = Volatile.Read(ref _hits),
        Misses = Volatile.Read(ref _misses),
        Faults =
        [
            .. Enumerable.Range(0, _reasons.Length)
                .Select(reason => new FaultCount((FaultReason)reason, Volatile.Read(ref _reasons[reason])))
                .Where(fault => fault.Count > 0),
        ],
    };

    public void BatchTook(TimeSpan duration) => _batchDuration.Record(duration.TotalSeconds);

    /// <summary>A unit has answered a batch.</summary>
    public void Translated(TranslationReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var tally = reply.Tally;
        Add(TranslationOutcome.Translated, tally.Translated);
        Add(TranslationOutcome.Fault, tally.Faults);
        Add(TranslationOutcome.Interrupt, tally.Interrupts);
        Add(TranslationOutcome.Unknown, tally.Unknown);
        Interlocked.Add(ref _hits, tally.Hits);
        Interlocked.Add(ref _misses, tally.Total - tally.Hits);
        if (tally.Faults > 0)
        {
            foreach (ref readonly var result in reply.Batch.Results)
            {
                if (result.Outcome == TranslationOutcome.Fault)
                {
                    Interlocked.Increment(ref _reasons[(int)result.Reason]);
                }
            }
        }
    }

    private long Count(TranslationOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    private void Add(TranslationOutcome outcome, int count)
    {
        if (count > 0)
        {
            Interlocked.Add(ref _outcomes[(int)outcome], count);
        }
    }

    private IEnumerable<Measurement<long>> Outcomes() => Enum.GetValues<TranslationOutcome>()
        .Where(outcome => Count(outcome) > 0)
        .Select(outcome => new Measurement<long>(
            Count(outcome), new KeyValuePair<string, object?>(TelemetryNames.Outcome, SnakeCase.Of(outcome))));

    private IEnumerable<Measurement<long>> Lookups() =>
    [
        new(Volatile.Read(ref _hits), new KeyValuePair<string, object?>(TelemetryNames.Result, "hit")),
        new(Volatile.Read(ref _misses), new KeyValuePair<string, object?>(TelemetryNames.Result, "miss")),
    ];

    private IEnumerable<Measurement<long>> Reasons() => Read().Faults.Select(fault => new Measurement<long>(
        fault.Count, new KeyValuePair<string, object?>(TelemetryNames.Reason, SnakeCase.Of(fault.Reason))));
}

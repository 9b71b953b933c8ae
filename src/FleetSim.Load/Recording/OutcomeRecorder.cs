using System.Collections.Concurrent;
using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>Records the operations of one workload from any thread, second by second.</summary>
internal sealed class OutcomeRecorder
{
    private readonly Stripe[] _stripes =
        [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 8)).Select(_ => new Stripe())];

    private readonly ConcurrentDictionary<string, string> _errors = new();
    private readonly Lock _closing = new();
    private readonly RecordedSecond _merged = new();
    private readonly RecordedTotal _total = new();
    private long _warmupFailures;

    /// <summary>All answers, unmeasured ones included.</summary>
    public long Answers => _stripes.Sum(stripe => Volatile.Read(ref stripe.Answers));

    /// <summary>The first message of each kind of exception, by the exception's name.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Failures of the warm-up: no part of the measurement, and failures all the same.</summary>
    public long WarmupFailures => Volatile.Read(ref _warmupFailures);

    /// <param name="latency">From the planned start.</param>
    /// <param name="service">From the real start.</param>
    /// <param name="at">When the answer came, since the start of the measurement.</param>
    public void Record(Outcome outcome, TimeSpan latency, TimeSpan service, TimeSpan at)
    {
        var stripe = Mine();
        Interlocked.Increment(ref stripe.Answers);
        stripe.Records.Record(outcome, latency, service, Math.Max(0, (int)at.TotalSeconds));
    }

    /// <summary>Counts an answer of the warm-up.</summary>
    public void RecordUnmeasured(Outcome outcome)
    {
        Interlocked.Increment(ref Mine().Answers);
        if (outcome.Failed)
        {
            Interlocked.Increment(ref _warmupFailures);
        }
    }

    public void NoteError(string label, string message) => _errors.TryAdd(label, message);

    /// <summary>Measured answers so far, by label.</summary>
    public SortedDictionary<string, long> Outcomes()
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        lock (_closing)
        {
            foreach (var (outcome, count) in _total.Outcomes)
            {
                outcomes[outcome.Label] = outcomes.GetValueOrDefault(outcome.Label) + count.Total;
            }

            foreach (var stripe in _stripes)
            {
                stripe.Records.AddOutcomes(outcomes);
            }
        }

        return outcomes;
    }

    /// <summary>Ends all seconds before the given one.</summary>
    /// <param name="closed">Told of each, in order; may keep nothing of it.</param>
    public void Close(int seconds, Action<RecordedSecond> closed)
    {
        lock (_closing)
        {
            for (var second = _total.Seconds.Count; second < seconds; second++)
            {
                Merge(second);
                _total.Add(_merged);
                closed(_merged);
            }
        }
    }

    /// <summary>Ends all seconds in which something was recorded.</summary>
    public void CloseAll(Action<RecordedSecond> closed) => Close(_stripes.Max(stripe => stripe.Records.Seconds()), closed);

    /// <summary>All seconds that are over.</summary>
    public RecordedTotal Total()
    {
        lock (_closing)
        {
            return _total.Copy();
        }
    }

    private void Merge(int second)
    {
        _merged.Begin(second);
        foreach (var stripe in _stripes)
        {
            if (stripe.Records.Close(second) is { } records)
            {
                _merged.Add(records);
                stripe.Records.GiveBack(records);
            }
        }
    }

    private Stripe Mine() => _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];

    private sealed class Stripe
    {
        public long Answers;

        public RecorderStripe Records { get; } = new();
    }
}

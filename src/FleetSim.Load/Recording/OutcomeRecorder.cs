using System.Collections.Concurrent;
using FleetSim.Load.Running;

namespace FleetSim.Load.Recording;

/// <summary>Records the operations of one workload from any thread.</summary>
/// <remarks>
/// Striped by processor: a lock that nobody else wants costs about 20 ns and keeps each stripe simple.
/// </remarks>
internal sealed class OutcomeRecorder
{
    private readonly Stripe[] _stripes =
        [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 8)).Select(_ => new Stripe())];

    private readonly ConcurrentDictionary<string, string> _errors = new();
    private long _warmupFailures;

    /// <summary>All answers, unmeasured ones included.</summary>
    public long Answers => _stripes.Sum(stripe => Volatile.Read(ref stripe.Answers));

    /// <summary>The first message of each kind of exception, by the exception's name.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <param name="latency">From the planned start.</param>
    /// <param name="service">From the real start.</param>
    /// <param name="at">When the answer came, since the start of the measurement.</param>
    public void Record(Outcome outcome, TimeSpan latency, TimeSpan service, TimeSpan at)
    {
        var stripe = Mine();
        lock (stripe.Lock)
        {
            Interlocked.Increment(ref stripe.Answers); // The warm-up counts outside of the lock.
            stripe.Records.Record(outcome, latency, service, at);
        }
    }

    /// <summary>Failures of the warm-up: no part of the measurement, and failures all the same.</summary>
    public long WarmupFailures => Volatile.Read(ref _warmupFailures);

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
        foreach (var stripe in _stripes)
        {
            lock (stripe.Lock)
            {
                foreach (var (outcome, count) in stripe.Records.Outcomes)
                {
                    outcomes[outcome.Label] = outcomes.GetValueOrDefault(outcome.Label) + count.Total;
                }
            }
        }

        return outcomes;
    }

    /// <summary>Everything recorded so far, as one.</summary>
    public RecorderStripe Collect()
    {
        var all = new RecorderStripe();
        foreach (var stripe in _stripes)
        {
            lock (stripe.Lock)
            {
                all.Add(stripe.Records);
            }
        }

        return all;
    }

    private Stripe Mine() => _stripes[Thread.GetCurrentProcessorId() % _stripes.Length];

    private sealed class Stripe
    {
        public long Answers;

        public Lock Lock { get; } = new();

        public RecorderStripe Records { get; } = new();
    }
}

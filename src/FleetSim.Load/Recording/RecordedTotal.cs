using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>All seconds of a measurement that are over. Not thread-safe.</summary>
internal sealed class RecordedTotal
{
    private readonly Dictionary<Outcome, OutcomeCount> _outcomes = [];
    private readonly List<SecondLatency> _seconds = [];

    public LatencyHistogram Latency { get; } = new();

    public LatencyHistogram Service { get; } = new();

    /// <summary>Latency by second since the start of the measurement.</summary>
    public IReadOnlyList<SecondLatency> Seconds => _seconds;

    public IReadOnlyDictionary<Outcome, OutcomeCount> Outcomes => _outcomes;

    /// <summary>Adds the next second; none is left out before it.</summary>
    public void Add(RecordedSecond second)
    {
        Latency.Add(second.Latency);
        Service.Add(second.Service);
        _seconds.Add(SecondLatency.Of(second.Latency));
        foreach (var (outcome, count) in second.Outcomes)
        {
            CountOf(outcome).Add(second.Number, count);
        }
    }

    /// <summary>A copy that what comes later does not change.</summary>
    public RecordedTotal Copy()
    {
        var copy = new RecordedTotal();
        copy.Latency.Add(Latency);
        copy.Service.Add(Service);
        copy._seconds.AddRange(_seconds);
        foreach (var (outcome, count) in _outcomes)
        {
            copy._outcomes[outcome] = count.Copy();
        }

        return copy;
    }

    private OutcomeCount CountOf(Outcome outcome)
    {
        if (_outcomes.TryGetValue(outcome, out var count))
        {
            return count;
        }

        return _outcomes.Count >= RecordedSecond.LabelsMax && outcome.Label != "other"
            ? CountOf(new Outcome("other", outcome.Failed))
            : _outcomes[outcome] = new OutcomeCount();
    }
}

using FleetSim.Load.Results;

namespace FleetSim.Load.Recording;

/// <summary>What was answered within one second of the measurement. Not thread-safe.</summary>
public sealed class RecordedSecond
{
    /// <summary>Labels are a closed set; a workload that invents them must not fill the memory.</summary>
    internal const int LabelsMax = 100;

    private readonly Dictionary<Outcome, long> _outcomes = [];

    /// <summary>Which second, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>From the planned start.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>From the real start.</summary>
    public LatencyHistogram Service { get; } = new();

    public IReadOnlyDictionary<Outcome, long> Outcomes => _outcomes;

    /// <summary>Forgets everything: from now on it is another second.</summary>
    internal void Begin(int number)
    {
        Number = number;
        _outcomes.Clear();
        Latency.Clear();
        Service.Clear();
    }

    internal void Record(Outcome outcome, TimeSpan latency, TimeSpan service)
    {
        Latency.Record(latency);
        Service.Record(service);
        Count(outcome, 1);
    }

    internal void Add(RecordedSecond other)
    {
        Latency.Add(other.Latency);
        Service.Add(other.Service);
        foreach (var (outcome, count) in other._outcomes)
        {
            Count(outcome, count);
        }
    }

    private void Count(Outcome outcome, long count)
    {
        var known = _outcomes.TryGetValue(outcome, out var before) || _outcomes.Count < LabelsMax
            ? outcome
            : new Outcome("other", outcome.Failed);
        _outcomes[known] = _outcomes.GetValueOrDefault(known) + count;
    }
}

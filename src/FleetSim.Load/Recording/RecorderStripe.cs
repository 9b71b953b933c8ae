using FleetSim.Load.Running;

namespace FleetSim.Load.Recording;

/// <summary>The share of a recorder that the operations of one processor write to. Not thread-safe.</summary>
internal sealed class RecorderStripe
{
    /// <summary>Labels are a closed set; a workload that invents them must not fill the memory.</summary>
    private const int LabelsMax = 100;

    private readonly Dictionary<Outcome, OutcomeCount> _outcomes = [];

    public LatencyHistogram Latency { get; } = new();

    public LatencyHistogram Service { get; } = new();

    /// <summary>Latency by second since the start of the measurement.</summary>
    public List<SecondLatency> Seconds { get; } = [];

    public IReadOnlyDictionary<Outcome, OutcomeCount> Outcomes => _outcomes;

    public void Record(Outcome outcome, TimeSpan latency, TimeSpan service, TimeSpan at)
    {
        var second = Math.Max(0, (int)at.TotalSeconds);
        Latency.Record(latency);
        Service.Record(service);
        CountOf(outcome).Add(second, 1);
        while (Seconds.Count <= second)
        {
            Seconds.Add(default);
        }

        Seconds[second] = Seconds[second].With(latency);
    }

    public void Add(RecorderStripe other)
    {
        Latency.Add(other.Latency);
        Service.Add(other.Service);
        foreach (var (outcome, count) in other.Outcomes)
        {
            for (var second = 0; second < count.PerSecond.Count; second++)
            {
                CountOf(outcome).Add(second, count.PerSecond[second]);
            }
        }

        for (var second = 0; second < other.Seconds.Count; second++)
        {
            if (Seconds.Count <= second)
            {
                Seconds.Add(default);
            }

            Seconds[second] = Seconds[second].With(other.Seconds[second]);
        }
    }

    private OutcomeCount CountOf(Outcome outcome)
    {
        if (_outcomes.TryGetValue(outcome, out var count))
        {
            return count;
        }

        if (_outcomes.Count >= LabelsMax && outcome.Label != "other")
        {
            return CountOf(new Outcome("other", outcome.Failed));
        }

        return _outcomes[outcome] = new OutcomeCount();
    }
}

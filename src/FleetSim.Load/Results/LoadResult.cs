namespace FleetSim.Load.Results;

/// <summary>What a run measured. All times in seconds, all maps sorted by name.</summary>
/// <param name="Started">When the run began (UTC).</param>
/// <param name="WarmupSeconds">As planned.</param>
/// <param name="MeasuredSeconds">Length of the measurement: as planned, or shorter if the run was aborted.</param>
/// <param name="Aborted">The run was ended early; the rest is what was measured until then.</param>
/// <param name="Steps">Steps that several workloads share; their <c>late</c> and <c>unsent</c> are 0.</param>
public sealed record LoadResult(
    DateTimeOffset Started,
    ulong Seed,
    double WarmupSeconds,
    double MeasuredSeconds,
    bool Aborted,
    IReadOnlyDictionary<string, WorkloadResult> Workloads,
    IReadOnlyDictionary<string, WorkloadResult> Steps)
{
    /// <summary>Null in a simulated time.</summary>
    public ProcessorResult? Processor { get; init; }

    /// <summary>Null in a simulated time, and for less than a second.</summary>
    public MemoryResult? Memory { get; init; }

    /// <summary>Answers of all workloads, and operations that never got one.</summary>
    public long Operations => Workloads.Values.Sum(workload => workload.Operations);

    /// <summary>The <c>outcomes</c> of a result document, by workload and label.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Outcomes() =>
        Workloads.ToDictionary(pair => pair.Key, pair => pair.Value.Outcomes);

    /// <summary>The <c>latency</c> of a result document, by workload.</summary>
    public IReadOnlyDictionary<string, LatencySummary> Latencies() =>
        Workloads.ToDictionary(pair => pair.Key, pair => pair.Value.Latency);
}

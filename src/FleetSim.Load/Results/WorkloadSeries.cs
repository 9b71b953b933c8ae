namespace FleetSim.Load.Results;

/// <summary>
/// A workload by second since the start of the measurement; seconds after its end belong to the drain.
/// </summary>
/// <param name="Outcomes">Answers in each second, by label. All lists are equally long.</param>
/// <param name="LatencyMean">Mean latency of each second's answers, in seconds; 0 without answers.</param>
/// <param name="LatencyMax">Greatest latency of each second's answers, in seconds.</param>
public sealed record WorkloadSeries(
    IReadOnlyDictionary<string, IReadOnlyList<long>> Outcomes,
    IReadOnlyList<double> LatencyMean,
    IReadOnlyList<double> LatencyMax);

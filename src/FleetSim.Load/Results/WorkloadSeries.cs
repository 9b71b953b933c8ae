namespace FleetSim.Load.Results;

/// <summary>
/// A workload by second since the start of the measurement; seconds after its end belong to the drain.
/// </summary>
/// <remarks>All lists are equally long; a second without answers has latencies of 0. Latencies in seconds.</remarks>
/// <param name="Outcomes">Answers in each second, by label.</param>
/// <param name="LatencyMean">Mean latency of each second's answers.</param>
/// <param name="LatencyP50">Latency that half of each second's answers stay at or below.</param>
/// <param name="LatencyP99">Latency that 99 % of each second's answers stay at or below.</param>
/// <param name="LatencyMax">Greatest latency of each second's answers.</param>
public sealed record WorkloadSeries(
    IReadOnlyDictionary<string, IReadOnlyList<long>> Outcomes,
    IReadOnlyList<double> LatencyMean,
    IReadOnlyList<double> LatencyP50,
    IReadOnlyList<double> LatencyP99,
    IReadOnlyList<double> LatencyMax);

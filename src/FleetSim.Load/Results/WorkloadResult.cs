namespace FleetSim.Load.Results;

/// <summary>What one workload, or one shared step, measured.</summary>
/// <param name="Operations">Measured operations that were started.</param>
/// <param name="RatePerSecond">Operations by the length of the measurement.</param>
/// <param name="Outcomes">Operations by label, failures included.</param>
/// <param name="Failures">Operations with an answer that is not allowed, or without one.</param>
/// <param name="WarmupFailures">The same in the warm-up, which is no part of anything else here.</param>
/// <param name="FailureLabels">The labels among the outcomes that are failures.</param>
/// <param name="Late">Operations that started later after their planned time than the workload tolerates.</param>
/// <param name="Unsent">Arrivals that were not started: too many operations were in flight.</param>
/// <param name="Latency">From the planned start; in a closed model the same as <paramref name="Service"/>.</param>
/// <param name="Service">From the real start.</param>
/// <param name="Series">By second.</param>
/// <param name="Errors">The first message of each kind of exception, by label.</param>
public sealed record WorkloadResult(
    long Operations,
    double RatePerSecond,
    IReadOnlyDictionary<string, long> Outcomes,
    long Failures,
    long WarmupFailures,
    IReadOnlyList<string> FailureLabels,
    long Late,
    long Unsent,
    LatencySummary Latency,
    LatencySummary Service,
    WorkloadSeries Series,
    IReadOnlyDictionary<string, string> Errors);

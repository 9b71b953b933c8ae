namespace FleetSim.Load.Running;

/// <summary>A run while it goes on, for a progress display.</summary>
/// <param name="Elapsed">Since the start of the run, warm-up included.</param>
/// <param name="Total">What warm-up and measurement take together.</param>
public sealed record LoadSnapshot(
    LoadPhase Phase, TimeSpan Elapsed, TimeSpan Total, bool Aborted, IReadOnlyList<WorkloadSnapshot> Workloads);

/// <summary>One workload while the run goes on.</summary>
/// <param name="RatePerSecond">Answers over the latest full second, warm-up included.</param>
/// <param name="InFlight">Operations without an answer now.</param>
/// <param name="Late">Measured operations that started late.</param>
/// <param name="Unsent">Measured arrivals above the bound on operations in flight.</param>
/// <param name="Outcomes">Measured answers so far.</param>
public sealed record WorkloadSnapshot(
    string Name,
    double RatePerSecond,
    int InFlight,
    long Late,
    long Unsent,
    IReadOnlyDictionary<string, long> Outcomes);

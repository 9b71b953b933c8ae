using FleetSim.Load.Models;

namespace FleetSim.Load.Running;

/// <summary>Something to do again and again, and how often.</summary>
/// <param name="Name">Unique in its run; names the workload in results and seeds its random streams.</param>
public sealed record Workload(string Name, LoadProfile Load, Operation Operation)
{
    /// <summary>
    /// Open model: operations that may be unanswered at once. What arrives above it is counted as unsent.
    /// </summary>
    public int InFlightMax { get; init; } = 20_000;

    /// <summary>An operation without an answer after so long is a failure <c>timeout</c>, and its user goes on; null
    /// waits until the end of the run. What an operation holds does not count.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Open model: an operation that starts later than this after its planned time is counted as late.
    /// </summary>
    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMilliseconds(1);
}

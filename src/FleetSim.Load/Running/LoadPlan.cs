namespace FleetSim.Load.Running;

/// <summary>What a run does, and for how long.</summary>
public sealed record LoadPlan
{
    /// <summary>Decides every random choice of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Load before the measurement begins; its operations are in no result.</summary>
    public TimeSpan Warmup { get; init; }

    /// <summary>The measured phase.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long to wait at the end for answers; what is missing then is a failure <c>timeout</c>.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same after the run was ended early; what is missing then is <c>aborted</c>.</summary>
    public TimeSpan AbortDrainMax { get; init; } = TimeSpan.FromSeconds(2);

    public required IReadOnlyList<Workload> Workloads { get; init; }
}

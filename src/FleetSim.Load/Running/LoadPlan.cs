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

    /// <summary>
    /// Tell by how much what lives in the heap grew. All garbage is collected for it twice, and everything stands still
    /// meanwhile: when two thirds of the warm-up are over, and after the last answer.
    /// </summary>
    public bool MeasuresLiveHeap { get; init; }

    public required IReadOnlyList<Workload> Workloads { get; init; }
}

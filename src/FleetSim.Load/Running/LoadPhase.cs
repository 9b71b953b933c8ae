namespace FleetSim.Load.Running;

/// <summary>Where a run is.</summary>
public enum LoadPhase
{
    /// <summary>Load, but nothing is recorded.</summary>
    Warmup,

    /// <summary>Every operation planned now is recorded.</summary>
    Measured,

    /// <summary>Nothing new starts; answers are awaited.</summary>
    Drain,

    /// <summary>The result is there.</summary>
    Done,
}

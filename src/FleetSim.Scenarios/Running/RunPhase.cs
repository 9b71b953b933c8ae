namespace FleetSim.Scenarios.Running;

/// <summary>Where a run of a scenario is.</summary>
public enum RunPhase
{
    Load,
    History,
    Audit,
    Done,
}

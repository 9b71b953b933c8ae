namespace FleetSim.Scenarios.Running;

/// <summary>Where a run of a scenario is.</summary>
public enum RunPhase
{
    /// <summary>Hosts come up, where the scenario wants all of them before the load.</summary>
    Activation,
    Load,
    History,
    Audit,
    Done,
}

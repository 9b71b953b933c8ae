namespace FleetSim.Scenarios.Files;

/// <summary>When invariants are evaluated.</summary>
public enum InvariantChecks
{
    Off,

    /// <summary>On every state that a group reaches.</summary>
    Continuous,
}

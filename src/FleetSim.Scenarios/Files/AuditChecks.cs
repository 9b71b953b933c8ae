namespace FleetSim.Scenarios.Files;

/// <summary>When the state of the whole fleet is read and checked.</summary>
public enum AuditChecks
{
    Off,

    /// <summary>Once, after the load.</summary>
    End,
}

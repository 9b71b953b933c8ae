namespace FleetSim.Scenarios.Files;

/// <summary>When hosts come up.</summary>
public enum HostActivation
{
    /// <summary>A host comes up when somebody touches it, and costs nothing until then.</summary>
    Touched,

    /// <summary>Before the load begins, each with all its units, groups and devices.</summary>
    All,
}

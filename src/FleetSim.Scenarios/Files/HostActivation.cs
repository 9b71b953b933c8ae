namespace FleetSim.Scenarios.Files;

/// <summary>Which hosts are active when the load begins.</summary>
public enum HostActivation
{
    /// <summary>None: a host comes up when somebody touches it, and costs nothing until then.</summary>
    Touched,

    /// <summary>Every host with all its units, groups and devices.</summary>
    All,
}

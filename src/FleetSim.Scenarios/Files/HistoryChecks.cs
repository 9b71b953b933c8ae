namespace FleetSim.Scenarios.Files;

/// <summary>What the calls to groups, and their answers, are held to after the load.</summary>
public enum HistoryChecks
{
    Off,

    /// <summary>There is an order of the calls to each group that explains every answer.</summary>
    Linearizable,
}

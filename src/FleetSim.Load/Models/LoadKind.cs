namespace FleetSim.Load.Models;

/// <summary>Who decides when the next operation starts.</summary>
public enum LoadKind
{
    /// <summary>The plan: operations start at their planned time, whatever became of the earlier ones.</summary>
    Open,

    /// <summary>The users: each starts its next operation when the one before has been answered.</summary>
    Closed,
}

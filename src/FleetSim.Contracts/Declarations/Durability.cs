namespace FleetSim.Contracts.Declarations;

/// <summary>What outlives a silo.</summary>
public enum Durability
{
    /// <summary>Nothing: state is in memory.</summary>
    None,
}

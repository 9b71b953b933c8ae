namespace FleetSim.Contracts.Declarations;

/// <summary>A call meant a fleet that the cluster does not have: as a rule it was given another one since.</summary>
[GenerateSerializer]
[Alias("fleetsim.outdated-fleet")]
public sealed class OutdatedFleetException : Exception
{
    public OutdatedFleetException()
    {
    }

    public OutdatedFleetException(string message)
        : base(message)
    {
    }

    public OutdatedFleetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="asked">What the call meant.</param>
    /// <param name="present">What the cluster holds.</param>
    public OutdatedFleetException(FleetGeneration asked, FleetGeneration present)
        : base(asked < present
            ? $"fleet {asked} is no more: the cluster was given fleet {present} since"
            : $"nobody has declared fleet {asked}: the cluster has fleet {present}")
    {
    }
}

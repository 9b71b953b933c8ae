namespace FleetSim.Load.Report;

/// <summary>What the values of a chart are, and so how its axis is written.</summary>
public enum ValueScale
{
    Count,
    PerSecond,

    /// <summary>In seconds, on a logarithmic axis.</summary>
    Latency,
}

namespace FleetSim.Load.Comparing;

/// <summary>What a compared figure is.</summary>
public enum FigureKind
{
    /// <summary>Processor seconds an operation.</summary>
    Processor,

    /// <summary>Operations a second of users who wait for answers.</summary>
    Rate,

    /// <summary>Share of the planned operations: started, or started in time.</summary>
    Share,

    /// <summary>Median, in seconds.</summary>
    Median,

    /// <summary>99th percentile, in seconds.</summary>
    Tail,

    /// <summary>99.9th percentile, in seconds.</summary>
    FarTail,

    /// <summary>How often something happened.</summary>
    Event,
}

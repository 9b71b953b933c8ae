namespace FleetSim.Load.Simulations;

/// <summary>What a load framework is told to do for a while.</summary>
public enum SimulationKind
{
    /// <summary>So many users at work; each starts again when it was answered.</summary>
    KeepConstant,

    /// <summary>The number of users changes evenly from what it was to so many.</summary>
    RampingConstant,

    /// <summary>So many operations start in every interval.</summary>
    Inject,

    /// <summary>The number that starts in an interval grows evenly from none to so many.</summary>
    RampingInject,

    /// <summary>In every interval a number between two bounds starts.</summary>
    InjectRandom,

    /// <summary>Nothing starts.</summary>
    Pause,
}

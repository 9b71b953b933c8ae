namespace FleetSim.Load.Report;

/// <summary>What a colour is to say; never said by colour alone.</summary>
public enum Tone
{
    /// <summary>Nothing in particular; series take the next colour of the palette.</summary>
    Neutral,

    /// <summary>As wished.</summary>
    Good,

    /// <summary>A failure.</summary>
    Bad,

    /// <summary>Of no importance.</summary>
    Muted,
}

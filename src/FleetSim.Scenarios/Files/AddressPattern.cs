namespace FleetSim.Scenarios.Files;

/// <summary>In which order a device goes through its memory.</summary>
public enum AddressPattern
{
    /// <summary>Page after page, and again from the start.</summary>
    Sequential,

    /// <summary>Any page, all alike.</summary>
    Random,

    /// <summary>A few pages again and again, the others now and then.</summary>
    HotSet,

    /// <summary>From each page to the one it points to; all pages are one ring in random order.</summary>
    PointerChase,
}

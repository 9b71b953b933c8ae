namespace FleetSim.Scenarios.Files;

/// <summary>Which groups users ask for.</summary>
public enum ClaimAmong
{
    /// <summary>Any group of a host; one that a kernel driver uses is refused.</summary>
    All,

    /// <summary>Groups that the policy grants when the host has booted: no kernel driver uses them.</summary>
    Free,
}

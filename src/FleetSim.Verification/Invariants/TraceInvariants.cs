namespace FleetSim.Verification.Invariants;

/// <summary>What the explorer looks for beside the isolation invariants of single groups.</summary>
[Flags]
public enum TraceInvariants
{
    None = 0,

    /// <summary>INV-13: a refused call leaves the group as it was.</summary>
    RefusalChangesNothing = 1 << 0,

    /// <summary>INV-14: between two owners there is a free state.</summary>
    FreeBetweenOwners = 1 << 1,

    /// <summary>INV-15: from the return of a claim until its release, nothing of the group is attached to the default
    /// domain.</summary>
    ClaimedIsUnreachable = 1 << 2,

    /// <summary>INV-16: after the release has returned, nothing is attached to the user's domain.</summary>
    ReleasedIsUnreachable = 1 << 3,

    /// <summary>INV-21: no two users hold one group.</summary>
    OneUser = 1 << 4,

    /// <summary>INV-22: no two group-level claims of one group are held.</summary>
    OneGroupClaim = 1 << 5,

    /// <summary>INV-23: the user who holds a group is not refused a claim through another device of it.</summary>
    ClaimsNest = 1 << 6,

    /// <summary>A driver's DMA goes through the domain that the driver thinks it has.</summary>
    DmaFindsItsDomain = 1 << 7,

    /// <summary>Once all is done, host, devices, groups and units tell the same story.</summary>
    Consistent = 1 << 8,

    /// <summary>Whoever waits is answered.</summary>
    NoDeadlock = 1 << 9,

    /// <summary>The kernel logs no WARN.</summary>
    NoWarning = 1 << 10,

    /// <summary>The kernel does not stop the machine.</summary>
    NoPanic = 1 << 11,
}

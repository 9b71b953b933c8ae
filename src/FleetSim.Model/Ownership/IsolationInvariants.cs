namespace FleetSim.Model.Ownership;

/// <summary>
/// Invariants of <c>reference/ownership.md</c> section 5 that speak of what can be observed: who is bound, who has
/// claimed, where each requester id is attached, and what a device reaches. Every policy is measured by them; each guarantees some.
/// </summary>
[Flags]
public enum IsolationInvariants
{
    None = 0,

    /// <summary>INV-1: no group has at once a user and a member bound to a kernel DMA driver.</summary>
    NoUserBesideKernelDriver = 1 << 0,

    /// <summary>INV-3: every member is attached to the group's domain.</summary>
    OneDomain = 1 << 1,

    /// <summary>INV-4: a claimed group is on the blocking domain or on one of its user, never on the default
    /// domain.</summary>
    ClaimedIsApart = 1 << 2,

    /// <summary>INV-5: a kernel DMA driver without a private domain of its own translates through the default
    /// domain.</summary>
    KernelDriverKeepsItsDomain = 1 << 3,

    /// <summary>INV-17: a member that requires a direct mapping is never on the blocking domain, nor its group
    /// claimed.</summary>
    DirectMappingKept = 1 << 4,

    /// <summary>INV-24: a newcomer is never attached to the default domain while the group is claimed.</summary>
    NewcomerStaysApart = 1 << 5,

    /// <summary>INV-8: no private domain under two or more kernel drivers (hole H-1).</summary>
    PrivateDomainIsUnshared = 1 << 6,

    /// <summary>INV-9: a group that nobody holds is on its default domain (hole H-2).</summary>
    UnheldIsDefault = 1 << 7,

    /// <summary>INV-25: a private domain under one kernel driver was attached by that driver (holes H-1,
    /// H-2).</summary>
    PrivateDomainIsItsDrivers = 1 << 8,

    /// <summary>INV-15: from a claim to its release a member reaches what the owner has mapped, and nothing
    /// else.</summary>
    OwnedReachesOnlyItsOwn = 1 << 9,

    /// <summary>INV-16: after a release no member reaches what the owner had mapped.</summary>
    ReleasedReachesNothing = 1 << 10,

    /// <summary>What mainline guarantees. Anything else of these that breaks is a violation.</summary>
    Mainline = NoUserBesideKernelDriver | OneDomain | ClaimedIsApart | KernelDriverKeepsItsDomain
        | DirectMappingKept | NewcomerStaysApart | OwnedReachesOnlyItsOwn | ReleasedReachesNothing,

    /// <summary>What only <c>strict</c> guarantees. Broken under another policy, they are its known holes.</summary>
    Holes = PrivateDomainIsUnshared | UnheldIsDefault | PrivateDomainIsItsDrivers,

    All = Mainline | Holes,
}

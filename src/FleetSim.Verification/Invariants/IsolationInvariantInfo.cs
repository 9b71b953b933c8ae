using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <summary>An isolation invariant as reports name it.</summary>
/// <param name="Flag">The invariant.</param>
/// <param name="Id">Its number in <c>reference/ownership.md</c> section 5, such as <c>INV-1</c>.</param>
/// <param name="Sentence">What holds, in one sentence.</param>
public sealed record IsolationInvariantInfo(IsolationInvariants Flag, string Id, string Sentence)
{
    /// <summary>Every isolation invariant once: those that mainline guarantees, then those that only <c>strict</c>
    /// does.</summary>
    public static ImmutableArray<IsolationInvariantInfo> All { get; } =
    [
        new(IsolationInvariants.NoUserBesideKernelDriver, "INV-1",
            "No group has at once a user and a member bound to a kernel DMA driver."),
        new(IsolationInvariants.OneDomain, "INV-3",
            "All members of a group are attached to what the group says."),
        new(IsolationInvariants.ClaimedIsApart, "INV-4",
            "A claimed group is on the blocking domain or on one of its user, never on the default domain."),
        new(IsolationInvariants.KernelDriverKeepsItsDomain, "INV-5",
            "A kernel DMA driver without a private domain of its own translates through the default domain."),
        new(IsolationInvariants.DirectMappingKept, "INV-17",
            "A member that requires a direct mapping is never on the blocking domain, nor is its group claimed."),
        new(IsolationInvariants.NewcomerStaysApart, "INV-24",
            "A newcomer is never attached to the default domain while its group is claimed."),
        new(IsolationInvariants.OwnedReachesOnlyItsOwn, "INV-15",
            "From a claim to its release a device reaches what the owner has mapped, and nothing else."),
        new(IsolationInvariants.ReleasedReachesNothing, "INV-16",
            "After a release no device reaches what the owner had mapped."),
        new(IsolationInvariants.PrivateDomainIsUnshared, "INV-8",
            "No private domain is attached under two or more kernel drivers."),
        new(IsolationInvariants.UnheldIsDefault, "INV-9",
            "A group that nobody holds is on its default domain."),
        new(IsolationInvariants.PrivateDomainIsItsDrivers, "INV-25",
            "A private domain under a single kernel driver was attached by that driver."),
    ];
}

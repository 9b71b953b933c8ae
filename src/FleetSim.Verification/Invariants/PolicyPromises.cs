using System.Collections.Immutable;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;

namespace FleetSim.Verification.Invariants;

/// <summary>Which policy guarantees which invariant to legal callers.</summary>
public static class PolicyPromises
{
    /// <summary>The policies that guarantee an invariant in runs, where addresses and attachments are
    /// counted.</summary>
    public static ImmutableArray<OwnershipPolicy> InRuns(InvariantInfo invariant) =>
    [
        .. OwnershipPolicies.All.Where(policy =>
            invariant.Isolation != IsolationInvariants.None && policy.Guarantees.HasFlag(invariant.Isolation)),
    ];

    /// <summary>The policies that guarantee an invariant in the explorer, where attachments and answers are
    /// checked.</summary>
    public static ImmutableArray<OwnershipPolicy> InTraces(InvariantInfo invariant) =>
    [
        .. OwnershipPolicies.All.Where(policy =>
            invariant.Trace != TraceInvariants.None && OfTraces(policy).HasFlag(invariant.Trace)),
    ];

    /// <summary>What a policy promises beyond its isolation invariants.</summary>
    /// <remarks>
    /// No policy promises that the kernel logs no WARN: hole H-3 of mainline is one. The merged rules refuse a second
    /// claim of a group even to its owner, version 1 counts it. Viability promises only what the protocols around every
    /// policy do.
    /// </remarks>
    public static TraceInvariants OfTraces(OwnershipPolicy policy)
    {
        const TraceInvariants Protocols = TraceInvariants.Consistent | TraceInvariants.NoDeadlock;
        const TraceInvariants Users = Protocols | TraceInvariants.NoPanic | TraceInvariants.FreeBetweenOwners
            | TraceInvariants.ClaimedIsUnreachable | TraceInvariants.ReleasedIsUnreachable | TraceInvariants.OneUser
            | TraceInvariants.ClaimsNest | TraceInvariants.RefusalChangesNothing;
        return policy switch
        {
            StrictPolicy => Users | TraceInvariants.OneGroupClaim | TraceInvariants.DmaFindsItsDomain,
            MainlinePolicy => Users | TraceInvariants.OneGroupClaim,
            SeriesOnePolicy => Users,
            _ => Protocols,
        };
    }
}

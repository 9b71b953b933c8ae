using System.Collections.Immutable;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Checks;

/// <summary>Something an exploration can find broken, as reports name it.</summary>
/// <param name="Id">Such as <c>INV-15</c>, or a word such as <c>PANIC</c>.</param>
/// <param name="Sentence">What holds, in one sentence.</param>
public sealed record InvariantInfo(string Id, string Sentence)
{
    private static readonly ImmutableArray<(TraceInvariants Flag, string Id, string Sentence)> OfTraces =
    [
        (TraceInvariants.RefusalChangesNothing, "INV-13", "A refused call leaves the group as it was."),
        (TraceInvariants.FreeBetweenOwners, "INV-14", "Between two different owners there is always a free state."),
        (TraceInvariants.ClaimedIsUnreachable, "INV-15",
            "From the return of a claim until its release, no member of the group reaches the default domain."),
        (TraceInvariants.ReleasedIsUnreachable, "INV-16",
            "After a release has returned, nothing is translated through the user's domain."),
        (TraceInvariants.OneUser, "INV-21", "No two users hold one group at once."),
        (TraceInvariants.OneGroupClaim, "INV-22", "No two group-level claims of one group are held at once."),
        (TraceInvariants.ClaimsNest, "INV-23", "A user is not refused a device of a group that it holds already."),
        (TraceInvariants.DmaFindsItsDomain, "DMA",
            "A driver's DMA goes through the domain that the driver thinks it has."),
        (TraceInvariants.Consistent, "AUDIT", "Once all is done, host, devices, groups and units tell the same story."),
        (TraceInvariants.NoDeadlock, "DEADLOCK", "Whoever waits is answered."),
        (TraceInvariants.NoWarning, "WARN", "The kernel logs no WARN: no caller is at fault."),
        (TraceInvariants.NoPanic, "PANIC", "The kernel does not stop the machine."),
    ];

    /// <summary>Everything that has a name before it is broken.</summary>
    public static ImmutableArray<InvariantInfo> All { get; } =
    [
        .. IsolationInvariantInfo.All.Where(info => OfTraces.All(trace => trace.Id != info.Id)).Select(info => new InvariantInfo(info.Id, info.Sentence)),
        .. OfTraces.Select(info => new InvariantInfo(info.Id, info.Sentence)),
    ];

    /// <summary>The checks of a policy's own fields that are of no isolation invariant.</summary>
    public static ImmutableArray<string> OfBookkeeping { get; } = ["INV-2", "INV-11", "INV-12", "INV-19", "INV-20"];

    /// <summary>A check of a policy's own fields has no sentence here: the name is all that it throws.</summary>
    public static InvariantInfo Find(string id) =>
        All.FirstOrDefault(info => info.Id == id) ?? new InvariantInfo(id, "A policy's own fields are in order.");

    /// <summary>What a policy promises to legal callers, beyond its isolation invariants.</summary>
    /// <remarks>
    /// A WARN is nobody's promise: hole H-3 of mainline is one. The merged rules refuse a second claim of a group even
    /// to its owner, version 1 counts it. Viability promises only what the machinery around every policy does.
    /// </remarks>
    internal static TraceInvariants Guaranteed(OwnershipPolicy policy)
    {
        const TraceInvariants Machinery = TraceInvariants.Consistent | TraceInvariants.NoDeadlock;
        const TraceInvariants Users = Machinery | TraceInvariants.NoPanic | TraceInvariants.FreeBetweenOwners
            | TraceInvariants.ClaimedIsUnreachable | TraceInvariants.ReleasedIsUnreachable | TraceInvariants.OneUser
            | TraceInvariants.ClaimsNest | TraceInvariants.RefusalChangesNothing;
        return policy switch
        {
            StrictPolicy => Users | TraceInvariants.OneGroupClaim | TraceInvariants.DmaFindsItsDomain,
            MainlinePolicy => Users | TraceInvariants.OneGroupClaim,
            SeriesOnePolicy => Users,
            _ => Machinery,
        };
    }

    /// <summary>The names of what is broken, and whether the policy promises each.</summary>
    internal static IEnumerable<(string Id, bool Guaranteed)> Of(Breaches breaches, OwnershipPolicy policy)
    {
        foreach (var info in IsolationInvariantInfo.All.Where(info => breaches.Isolation.HasFlag(info.Flag)))
        {
            yield return (info.Id, policy.Guarantees.HasFlag(info.Flag));
        }

        var promised = Guaranteed(policy);
        foreach (var (flag, id, _) in OfTraces.Where(info => breaches.Trace.HasFlag(info.Flag)))
        {
            yield return (id, promised.HasFlag(flag));
        }

        if (breaches.Bookkeeping is { } thrown)
        {
            yield return (thrown, true); // A policy's own bookkeeping is its own promise.
        }
    }
}

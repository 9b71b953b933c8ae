using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Model.Protocols;

/// <summary>All that a group keeps: its state, which of its lives this is, and the call it is in the middle
/// of.</summary>
/// <param name="State">Members, drivers, claims, attachments, and the policy's fields.</param>
/// <param name="Incarnation">Which life of the group's number; 0 before the first.</param>
/// <param name="Step">The call in progress; null between calls.</param>
/// <param name="Version">Grows by one with every committed change of <paramref name="State"/>, over all lives of the
/// number.</param>
public sealed record GroupRecord(GroupState State, int Incarnation = 0, GroupStep? Step = null, ulong Version = 0)
{
    public static GroupRecord Empty { get; } = new(GroupState.Empty);
}

/// <summary>A call of which the units are still being told.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Next">The state when all units have answered.</param>
/// <param name="Reply">The answer then.</param>
/// <param name="Orders">What the units are told, one after the other.</param>
/// <param name="At">Which order is out.</param>
public sealed record GroupStep(
    GroupCall Call, GroupState Next, GroupReply Reply, ImmutableArray<UnitOrder> Orders, int At = 0);

/// <summary>One turn of a group: what it keeps now, and whom it calls or what it answers.</summary>
/// <param name="Record">To be committed before the call is made or the answer is given.</param>
/// <param name="Call">The order that goes out; null when the call is finished.</param>
/// <param name="Reply">The answer, when <paramref name="Call"/> is null.</param>
public readonly record struct GroupMove(GroupRecord Record, UnitOrder? Call, GroupReply Reply);

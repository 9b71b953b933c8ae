using System.Collections.Immutable;
using FleetSim.Verification.Exploration.Turns;

namespace FleetSim.Verification.Exploration.States;

/// <summary>Where an actor is in its program, and in the call it waits for.</summary>
/// <remarks>
/// A call goes from host to device to group to unit, one at a time, so that an actor has at most one message under way:
/// a request that nobody has begun, or an answer that nobody has taken. Its next turn is therefore always known.
/// </remarks>
/// <param name="At">Index of the operation it is in or will begin; the length of the program at the end.</param>
/// <param name="Serving">Grains in the middle of its call, the outermost first. They are busy.</param>
/// <param name="Pending">The message under way; null between operations.</param>
/// <param name="Holds">Claims it may return, oldest first.</param>
internal sealed record ActorState(
    int At, ImmutableArray<int> Serving, Message? Pending, ImmutableArray<Hold> Holds)
{
    public static ActorState Start { get; } = new(0, [], null, []);

    /// <summary>Set when the turn that made the state is over.</summary>
    public UInt128 Fingerprint { get; init; }
}

using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.Checks;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>What a turn of a group means to everybody else: broken rules, ended claims, a stopped machine.</summary>
internal static class GroupChange
{
    /// <param name="number">The group's number on its host.</param>
    /// <param name="came">What the group takes this turn for.</param>
    public static void Apply(
        Scratch scratch, int number, Message came, GroupRecord before, Move move, Layout layout)
    {
        var call = came is GroupRequest { Call: var asked } ? asked : before.Step!.Call;
        var after = ((GroupCell)move.State).Record;
        var reply = (move.Reply as GroupAnswer)?.Reply;
        scratch.Broken |= TurnChecks.Of(call, before.State, after.State, reply);
        scratch.Stops |= reply is { Panicked: true };
        if (call.Verb == GroupVerb.Leave && !ReferenceEquals(before, after))
        {
            // Decided is decided: the claim need not hold while the units are being told.
            var decided = after.Step?.Next ?? after.State;
            Claims.End(scratch, number, call, decided, isCommitted: after.Step is null, layout);
        }
    }
}

using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Checks;

/// <summary>What one turn of a group breaks: rules about a step, which no state shows.</summary>
internal static class TurnChecks
{
    /// <param name="call">The call that the group is carrying out.</param>
    /// <param name="reply">Its answer; null while it is not finished.</param>
    public static TraceInvariants Of(GroupCall call, GroupState before, GroupState after, GroupReply? reply)
    {
        var broken = TraceInvariants.None;
        if (before.IsClaimed && after.IsClaimed && before.Claimant != after.Claimant)
        {
            broken |= TraceInvariants.FreeBetweenOwners;
        }

        if (reply is not { } answer)
        {
            return broken;
        }

        broken |= answer.Warned ? TraceInvariants.NoWarning : 0;
        broken |= answer.Panicked ? TraceInvariants.NoPanic : 0;
        return answer.Granted ? broken : broken | OfRefusal(call, before, after, answer.Errno);
    }

    private static TraceInvariants OfRefusal(GroupCall call, GroupState before, GroupState after, Errno errno)
    {
        var same = before.Owner == after.Owner && before.Count == after.Count && before.Domain == after.Domain
            && before.Strays == after.Strays && before.Members == after.Members && before.Pasids == after.Pasids;
        var own = call.Verb == GroupVerb.ClaimDevice && before.IsClaimed && before.Claimant == call.Owner
            && errno != Errno.ENODEV;
        return (same ? 0 : TraceInvariants.RefusalChangesNothing) | (own ? TraceInvariants.ClaimsNest : 0);
    }
}

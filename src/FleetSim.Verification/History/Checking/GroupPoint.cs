using FleetSim.Model.Ownership;

namespace FleetSim.Verification.History.Checking;

/// <summary>A group between two operations.</summary>
/// <param name="Life">Which of the lives of its number it is in.</param>
/// <param name="Version">How many changes there have been.</param>
internal readonly record struct GroupPoint(GroupState State, int Life, ulong Version)
{
    /// <summary>Who holds it, where it is attached, who is in it: in one line.</summary>
    public override string ToString()
    {
        if (State.IsEmpty)
        {
            return $"no members, version {Version}";
        }

        var holder = State.IsClaimed ? $"claimed by {State.Claimant}" : "unclaimed";
        return $"members {string.Join(", ", State.Members)}, {holder}, domain {State.Domain}, "
            + $"epoch {State.Epoch}, version {Version}";
    }
}

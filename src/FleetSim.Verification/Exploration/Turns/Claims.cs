using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>When an actor comes to hold a claim, and when it loses it without returning it.</summary>
internal static class Claims
{
    /// <param name="answer">What the operation was answered.</param>
    /// <param name="cell">Who answered.</param>
    /// <returns>The claim that the operation was granted; null for any other answer or operation.</returns>
    public static Hold? Granted(
        Operation operation, Answer answer, int cell, OwnerCookie user, Scratch scratch, Layout layout)
    {
        switch (operation.Kind, answer)
        {
            case (OperationKind.Claim, GroupAnswer { Reply: { Granted: true, Epoch: var epoch } }):
                var incarnation = ((GroupCell)scratch[cell]).Record.Incarnation;
                return Checked(new(cell - layout.FirstGroup, incarnation, epoch, layout.Device(operation.Device), true));
            case (OperationKind.ClaimDevice, DeviceAnswer { Reply: { Granted: true, Group: { } key, Epoch: var epoch } }):
                return Checked(new(key.Id, key.Incarnation, epoch, cell, OfGroup: false));
            default:
                return null;
        }

        // A device may have left between the group's answer and this one.
        Hold Checked(Hold hold)
        {
            var group = ((GroupCell)scratch[layout.Group(hold.Group)]).Record;
            return hold with { Revoked = group.Incarnation != hold.Incarnation || group.State.Claimant != user };
        }
    }

    /// <summary>A device leaves its group: claims through it end, and those of the group if it was the last.</summary>
    public static void Revoke(Scratch scratch, int group, GroupCall leave, GroupState after, Layout layout)
    {
        var device = layout.Device(leave.Device!.Value);
        for (var i = 0; i < scratch.Actors.Length; i++)
        {
            var holds = scratch.Actors[i].Holds;
            for (var k = 0; k < holds.Length; k++)
            {
                var hold = holds[k];
                if (hold.Group == group && (!after.IsClaimed || (hold.Device == device && !hold.OfGroup)))
                {
                    holds = holds.SetItem(k, hold with { Revoked = true });
                }
            }

            if (holds != scratch.Actors[i].Holds)
            {
                scratch.Actors[i] = scratch.Actors[i] with { Holds = holds };
            }
        }
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>When an actor comes to hold a claim, what it has done with it, and when it loses it.</summary>
internal static class Claims
{
    /// <summary>The actor as it begins an operation: what it is about to return, it holds no longer.</summary>
    public static ActorState Beginning(Operation operation, ActorState actor, Layout layout)
    {
        if (!operation.NeedsClaim)
        {
            return actor;
        }

        var at = OperationStart.HoldOf(operation, actor, layout);
        return operation.Kind switch
        {
            OperationKind.Release => actor with { Holds = actor.Holds.RemoveAt(at) },
            OperationKind.UserDetach => WithAttached(actor, at, false),
            _ => actor,
        };
    }

    /// <summary>The actor when its operation was answered.</summary>
    /// <param name="cell">Who answered.</param>
    public static ActorState Ending(
        Operation operation,
        ActorState actor,
        Answer answer,
        int cell,
        OwnerCookie user,
        Scratch scratch,
        Layout layout)
    {
        switch (operation.Kind, answer)
        {
            case (OperationKind.Claim, GroupAnswer { Reply: { Granted: true, Epoch: var epoch } }):
                var incarnation = ((GroupCell)scratch[cell]).Record.Incarnation;
                var device = layout.Device(operation.Device);
                return Granted(new Hold(cell - layout.FirstGroup, incarnation, epoch, device, OfGroup: true));
            case (OperationKind.ClaimDevice, DeviceAnswer { Reply: { Granted: true, Group: { } key } reply }):
                return Granted(new Hold(key.Id, key.Incarnation, reply.Epoch, cell, OfGroup: false));
            case (OperationKind.UserAttach, GroupAnswer { Reply.Granted: true }):
                return WithAttached(actor, OperationStart.HoldOf(operation, actor, layout), true);
            default:
                return actor;
        }

        // A device may have left between the group's answer and the one that the actor hears.
        ActorState Granted(Hold hold)
        {
            var group = ((GroupCell)scratch[layout.Group(hold.Group)]).Record;
            var isOver = group.Incarnation != hold.Incarnation || group.State.Claimant != user;
            return actor with
            {
                Holds = actor.Holds.Add(hold with { Life = isOver ? HoldLife.Ended : HoldLife.Held }),
            };
        }
    }

    /// <summary>A device leaves its group: claims through it end, and those of the group if it was the last.</summary>
    /// <param name="decided">The group as it will be.</param>
    /// <param name="isCommitted">It is so: the units have been told.</param>
    public static void End(
        Scratch scratch, int group, GroupCall leave, GroupState decided, bool isCommitted, Layout layout)
    {
        var device = layout.Device(leave.Device!.Value);
        var life = isCommitted ? HoldLife.Ended : HoldLife.Ending;
        for (var i = 0; i < scratch.Actors.Length; i++)
        {
            var holds = scratch.Actors[i].Holds;
            for (var k = 0; k < holds.Length; k++)
            {
                var hold = holds[k];
                var ends = !decided.IsClaimed || (hold.Device == device && !hold.OfGroup);
                if (hold.Group == group && ends && hold.Life < life)
                {
                    holds = holds.SetItem(k, hold with { Life = life });
                }
            }

            if (holds != scratch.Actors[i].Holds)
            {
                scratch.Actors[i] = scratch.Actors[i] with { Holds = holds };
            }
        }
    }

    private static ActorState WithAttached(ActorState actor, int at, bool attached) =>
        actor with { Holds = actor.Holds.SetItem(at, actor.Holds[at] with { HasAttached = attached }) };
}

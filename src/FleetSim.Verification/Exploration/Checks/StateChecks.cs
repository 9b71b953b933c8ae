using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Exploration.Programs;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Checks;

/// <summary>What is broken in one state, seen from outside: by users who hold claims, and in the units'
/// tables.</summary>
internal sealed class StateChecks(ConcurrentProgram program, Layout layout)
{
    public Breaches Of(World world)
    {
        var isolation = IsolationInvariants.None;
        for (var cell = layout.FirstGroup; cell < layout.FirstUnit; cell++)
        {
            isolation |= ((GroupCell)world.Cells[cell]).Broken;
        }

        return new Breaches(isolation, OfUnits(world) | OfHolders(world));
    }

    /// <summary>INV-16: a domain of a user is attached somewhere, and no actor of the user could want it so.</summary>
    private TraceInvariants OfUnits(World world)
    {
        for (var cell = layout.FirstUnit; cell < layout.Count; cell++)
        {
            var unit = (UnitCell)world.Cells[cell];
            if (unit.HasUserDomain && AnyUnwanted(world, unit))
            {
                return TraceInvariants.ReleasedIsUnreachable;
            }
        }

        return TraceInvariants.None;
    }

    private bool AnyUnwanted(World world, UnitCell unit)
    {
        for (var group = 0; group < unit.State.Groups.Length; group++)
        {
            foreach (var attachment in unit.State.Groups[group])
            {
                if (!attachment.Domain.User.IsNone && !IsWanted(world, group, attachment.Domain.User))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The user holds the group, or a call of it is under way that may be about it.</summary>
    private bool IsWanted(World world, int group, OwnerCookie user)
    {
        for (var i = 0; i < world.Actors.Length; i++)
        {
            var actor = world.Actors[i];
            if (program.Actors[i].User == user && (Holds(actor, group) || actor.Pending is not null))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(ActorState actor, int group)
    {
        foreach (var hold in actor.Holds)
        {
            if (hold.Group == group && hold.Life != HoldLife.Ended)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>INV-15, INV-21 and INV-22, each from the view of one claim that is held.</summary>
    private TraceInvariants OfHolders(World world)
    {
        var broken = TraceInvariants.None;
        for (var i = 0; i < world.Actors.Length; i++)
        {
            var holds = world.Actors[i].Holds;
            for (var k = 0; k < holds.Length; k++)
            {
                if (holds[k].Life == HoldLife.Held)
                {
                    broken |= ReachesDefault(world, holds[k].Group) ? TraceInvariants.ClaimedIsUnreachable : 0;
                    broken |= BesideOthers(world, i, k);
                }
            }
        }

        return broken;
    }

    private bool ReachesDefault(World world, int group)
    {
        for (var cell = layout.FirstUnit; cell < layout.Count; cell++)
        {
            foreach (var attachment in ((UnitCell)world.Cells[cell]).State.Group(group))
            {
                if (attachment.Domain.Kind == DomainKind.Default)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Another claim of the same group that is held too: by another user, or a second group-level
    /// one.</summary>
    private TraceInvariants BesideOthers(World world, int actor, int index)
    {
        var broken = TraceInvariants.None;
        var mine = world.Actors[actor].Holds[index];
        for (var i = actor; i < world.Actors.Length; i++)
        {
            var holds = world.Actors[i].Holds;
            for (var k = i == actor ? index + 1 : 0; k < holds.Length; k++)
            {
                if (holds[k].Group == mine.Group && holds[k].Life == HoldLife.Held)
                {
                    broken |= program.Actors[i].User != program.Actors[actor].User ? TraceInvariants.OneUser : 0;
                    broken |= holds[k].OfGroup && mine.OfGroup ? TraceInvariants.OneGroupClaim : 0;
                }
            }
        }

        return broken;
    }
}

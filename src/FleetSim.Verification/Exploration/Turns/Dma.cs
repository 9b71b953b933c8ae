using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Verification.Exploration.States;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.Turns;

/// <summary>A device does DMA, and its unit's table says where that goes.</summary>
/// <remarks>
/// A kernel driver expects the private domain that it attached, else the default one. A user expects its own domain or
/// a fault. It is a turn of the device: a driver that is being bound or unbound, or that attaches, does no DMA
/// meanwhile.
/// </remarks>
internal static class Dma
{
    public static DmaAnswer Translate(Scratch scratch, DmaRequest request, OwnerCookie user, Layout layout)
    {
        var device = ((DeviceCell)scratch[request.Cell]).State;
        if (device.Group is not { } key || MemberOf(device, scratch[layout.Group(key.Id)]) is not { } member)
        {
            return new DmaAnswer("blocked: in no group");
        }

        var unit = ((UnitCell)scratch[layout.Unit(member.Unit)]).State;
        if (device.Driver is { ManagesDma: false })
        {
            var own = device.Attached.Kind == DomainKind.Private ? device.Attached : Domain.Default;
            return Through(scratch, unit, member, attached => attached == own, $"its own is {own}");
        }

        return Holds(scratch.Mine, key.Id)
            ? Through(scratch, unit, member, at => IsFault(at) || at!.Value.User == user, $"it is {user}'s")
            : new DmaAnswer("idle: nobody drives it");
    }

    private static GroupMember? MemberOf(DeviceState device, Cell group) =>
        ((GroupCell)group).Record.State.Member(device.Function!.Address);

    private static DmaAnswer Through(
        Scratch scratch, UnitState unit, GroupMember member, Func<Domain?, bool> expects, string expected)
    {
        foreach (var rid in member.Rids)
        {
            var attached = unit.AttachmentOf(rid);
            if (!expects(attached))
            {
                scratch.Broken |= TraceInvariants.DmaFindsItsDomain;
                return new DmaAnswer($"{Outcome(rid, attached)}, but {expected}");
            }
        }

        return new DmaAnswer(Outcome(member.Rids[0], unit.AttachmentOf(member.Rids[0])));
    }

    private static string Outcome(Rid rid, Domain? attached) =>
        IsFault(attached) ? $"{rid} faults" : $"{rid} goes through {attached}";

    private static bool IsFault(Domain? attached) =>
        attached is null or { Kind: DomainKind.None or DomainKind.Blocking };

    private static bool Holds(ActorState actor, int group)
    {
        foreach (var hold in actor.Holds)
        {
            if (hold.Group == group && hold.Life == HoldLife.Held)
            {
                return true;
            }
        }

        return false;
    }
}

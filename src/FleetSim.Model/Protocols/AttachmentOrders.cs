using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Protocols;

/// <summary>What the units of a group must be told when the group goes from one state to another.</summary>
/// <remarks>Domains attached to PASIDs are no part of it: units of hosts run in legacy mode, as Linux leaves them
/// unless
/// told <c>intel_iommu=sm_on</c>, and legacy mode blocks every request with a PASID. Scalable mode is what memory
/// images may have.</remarks>
public static class AttachmentOrders
{
    /// <returns>At most one order a unit; none when nothing changes for the hardware.</returns>
    public static ImmutableArray<UnitOrder> Between(int group, GroupState before, GroupState after)
    {
        if (before.Members.Length == after.Members.Length && before.Strays.IsEmpty && after.Strays.IsEmpty
            && SameDevices(before, after))
        {
            var isSame = before.Domain == after.Domain && before.Type == after.Type;
            return isSame ? [] : WholeGroup(group, after);
        }

        return Single(group, before, after);
    }

    /// <summary>Everything that one unit has to know of a group.</summary>
    public static UnitOrder Complete(int group, GroupState state, string unit) => new(
        unit,
        new UnitCall(
            group,
            state.Domain,
            [.. Attachments(state, unit).Select(pair => new RidAttachment(pair.Key, pair.Value))],
            [])
        {
            Type = state.Type,
            HasIsaBridge = HasIsaBridge(state),
            IsComplete = true,
        });

    /// <summary>Everything that the units of a group have to know of it.</summary>
    public static ImmutableArray<UnitOrder> Complete(int group, GroupState state) =>
        [.. state.Members.Select(member => member.Unit).Distinct().Select(unit => Complete(group, state, unit))];

    private static bool SameDevices(GroupState before, GroupState after)
    {
        for (var i = 0; i < before.Members.Length; i++)
        {
            if (before.Members[i].Device != after.Members[i].Device)
            {
                return false;
            }
        }

        return true;
    }

    /// <remarks>Every claim and release comes here; nearly every group has one unit.</remarks>
    private static ImmutableArray<UnitOrder> WholeGroup(int group, GroupState after)
    {
        var call = new UnitCall(group, after.Domain) { Type = after.Type };
        return after.HasOneUnit
            ? [new UnitOrder(after.Members[0].Unit, call)]
            : EachUnit(after, call);
    }

    private static ImmutableArray<UnitOrder> EachUnit(GroupState group, UnitCall call) =>
        [.. group.Members.Select(member => member.Unit).Distinct().Select(unit => new UnitOrder(unit, call))];

    private static ImmutableArray<UnitOrder> Single(int group, GroupState before, GroupState after)
    {
        var orders = ImmutableArray.CreateBuilder<UnitOrder>();
        foreach (var unit in before.Members.Concat(after.Members).Select(member => member.Unit).Distinct())
        {
            var old = Attachments(before, unit);
            var now = Attachments(after, unit);
            ImmutableArray<RidAttachment> attach =
            [
                .. now.Where(pair => !old.TryGetValue(pair.Key, out var was) || was != pair.Value)
                    .Select(pair => new RidAttachment(pair.Key, pair.Value)),
            ];
            ImmutableArray<Rid> detach = [.. old.Keys.Where(rid => !now.ContainsKey(rid))];
            if (!attach.IsEmpty || !detach.IsEmpty || before.Type != after.Type)
            {
                var call = new UnitCall(group, after.Domain, attach, detach)
                {
                    Type = after.Type,
                    HasIsaBridge = HasIsaBridge(after),
                    IsComplete = attach.Length == now.Count,
                };
                orders.Add(new UnitOrder(unit, call));
            }
        }

        return orders.ToImmutable();
    }

    private static bool HasIsaBridge(GroupState state)
    {
        foreach (var member in state.Members)
        {
            if (member.IsIsaBridge)
            {
                return true;
            }
        }

        return false;
    }

    private static SortedDictionary<Rid, Domain> Attachments(GroupState state, string unit)
    {
        var attachments = new SortedDictionary<Rid, Domain>();
        foreach (var rid in state.Members.Where(member => member.Unit == unit).SelectMany(member => member.Rids))
        {
            attachments[rid] = state.AttachmentOf(rid);
        }

        return attachments;
    }
}

/// <summary>An order and the unit it is for.</summary>
public sealed record UnitOrder(string Unit, UnitCall Call);

using System.Collections.Immutable;
using System.Text;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Ownership.Policies;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using static FleetSim.Model.Tests.Ownership.TestGroup;

namespace FleetSim.Model.Tests.Ownership;

/// <summary>A group, its IOMMU units, and callers that are legal: who gives something back has it.</summary>
/// <param name="Policy">The rules.</param>
/// <param name="Slots">Devices that are, or can be, members.</param>
/// <param name="Record">The group.</param>
/// <param name="Units">The units as the group's orders have programmed them.</param>
/// <param name="Attached">What each device's driver attached and has not tried to detach: the detach that is
/// due.</param>
internal sealed record Scene(
    OwnershipPolicy Policy,
    ImmutableArray<GroupMember> Slots,
    GroupRecord Record,
    ImmutableSortedDictionary<string, UnitState> Units,
    ImmutableSortedDictionary<PciAddress, GroupCall> Attached)
{
    private const int Number = 2;

    /// <summary>Users that claim by device, and users that claim the whole group.</summary>
    private static readonly ImmutableArray<OwnerCookie> ByDevice = [new(0xa), new(0xb)];

    private static readonly ImmutableArray<OwnerCookie> ByGroup = [new(0xc), new(0xd)];

    public GroupState Group => Record.State;

    public static Scene Of(OwnershipPolicy policy, params ImmutableArray<GroupMember> slots) => new(
        policy,
        slots,
        GroupRecord.Empty,
        slots.Select(slot => slot.Unit).Distinct().ToImmutableSortedDictionary(unit => unit, _ => UnitState.Empty),
        ImmutableSortedDictionary<PciAddress, GroupCall>.Empty);

    /// <summary>Carries a call out to its end: every order of the group is executed by its unit.</summary>
    public (Scene Next, GroupReply Reply) Run(GroupCall call)
    {
        var units = Units;
        var move = GroupProtocol.Begin(Policy, Number, Record, call);
        while (move.Call is { } order)
        {
            var (unit, reply) = units[order.Unit].Execute(order.Call);
            units = units.SetItem(order.Unit, unit);
            move = GroupProtocol.Next(move.Record, reply);
        }

        var next = this with { Record = move.Record, Units = units, Attached = Due(call, move.Reply) };
        return (next, move.Reply);
    }

    /// <summary>Calls of legal callers, whether or not they will be granted.</summary>
    /// <param name="claimsMax">How many claims a user holds through one device.</param>
    /// <param name="pasids">PASIDs are attached too.</param>
    public IEnumerable<GroupCall> LegalCalls(int claimsMax, bool pasids)
    {
        foreach (var slot in Slots)
        {
            if (Group.Member(slot.Device) is { } member)
            {
                foreach (var call in OfMember(member, claimsMax))
                {
                    yield return call;
                }
            }
            else
            {
                yield return GroupCall.Join(slot, Group.IsEmpty ? Record.Incarnation + 1 : Record.Incarnation);
            }
        }

        foreach (var call in OfUsers(claimsMax))
        {
            yield return call;
        }

        foreach (var call in pasids ? OfPasids() : [])
        {
            yield return call;
        }
    }

    /// <summary>Everything that decides what can happen next. Epoch and incarnation only count.</summary>
    public string Key()
    {
        var group = Group;
        var key = new StringBuilder();
        foreach (var slot in Slots)
        {
            key.Append(group.Member(slot.Device) is { } member
                ? $"{member}/{member.Attached}/{member.Claims}/{Attached.GetValueOrDefault(slot.Device)}"
                : "absent").Append("; ");
        }

        var strays = group.Strays.Where(stray => stray.Domain != group.Domain).OrderBy(stray => stray.Rid);
        return key.Append($"{group.Domain}; {string.Join(',', strays)}; {group.Claimant}x{group.GroupClaims}; ")
            .Append($"{group.Kind} {group.Owner} {group.Count}; {string.Join(',', group.Pasids?.Keys ?? [])}")
            .ToString();
    }

    private IEnumerable<GroupCall> OfMember(GroupMember member, int claimsMax)
    {
        var device = member.Device;
        if (member.Driver is null)
        {
            yield return GroupCall.Leave(device);
            yield return GroupCall.Bind(device, Ordinary);
            yield return GroupCall.Bind(device, VfioPci);
        }
        else if (Attached.TryGetValue(device, out var detach))
        {
            yield return detach;
        }
        else
        {
            if (member.UsesKernelDma ? !Group.HasPasids : member.Claims == 0)
            {
                yield return GroupCall.Unbind(device);
            }

            if (member.UsesKernelDma || !Group.IsClaimed)
            {
                var domain = Domain.Private((uint)Slots.IndexOf(Slots.First(slot => slot.Device == device)) + 1);
                yield return GroupCall.AttachDevice(device, domain);
                yield return GroupCall.AttachGroup(device, domain);
            }
        }

        if (member.Claims < claimsMax)
        {
            yield return GroupCall.ClaimDevice(device, ByDevice[0]);
            yield return GroupCall.ClaimDevice(device, ByDevice[1]);
        }

        if (member.Claims > 0 && MayRelease())
        {
            yield return GroupCall.ReleaseDevice(device, Group.Claimant, Group.Epoch);
        }
    }

    private IEnumerable<GroupCall> OfUsers(int claimsMax)
    {
        foreach (var user in ByGroup)
        {
            if (!Group.IsEmpty && (Group.Claimant != user || Group.GroupClaims < claimsMax))
            {
                yield return GroupCall.ClaimGroup(user);
            }
        }

        if (Group.GroupClaims > 0 && MayRelease())
        {
            yield return GroupCall.ReleaseGroup(Group.Claimant, Group.Epoch);
        }

        if (Group.IsClaimed)
        {
            yield return GroupCall.AttachGroup(Group.Claimant, PrivateOf(Group.Claimant), Group.Epoch);
            if (Group.Domain == PrivateOf(Group.Claimant))
            {
                yield return GroupCall.DetachGroup(Group.Claimant, Group.Epoch);
            }
        }
    }

    /// <summary>One holder attaches PASIDs: a kernel driver alone, or the user.</summary>
    private IEnumerable<GroupCall> OfPasids()
    {
        foreach (var pasid in new uint[] { 1, 2 })
        {
            if (Group.Pasids?.ContainsKey(pasid) == true)
            {
                yield return GroupCall.DetachPasid(pasid);
            }
            else if (Group.IsClaimed || Group.KernelDrivers() == 1)
            {
                yield return GroupCall.AttachPasid(pasid, P);
            }
        }
    }

    /// <summary>Whoever lets go has detached its PASIDs and, under the rules of series version 1, its domain.</summary>
    private bool MayRelease() =>
        !Group.HasPasids && !(Policy is SeriesOnePolicy && Group.Domain.Kind == DomainKind.Private);

    private ImmutableSortedDictionary<PciAddress, GroupCall> Due(GroupCall call, GroupReply reply) => call switch
    {
        { Verb: GroupVerb.AttachDevice, Device: { } device } when reply.Granted =>
            Attached.SetItem(device, GroupCall.DetachDevice(device, call.Domain)),
        { Verb: GroupVerb.AttachGroup, Device: { } device } when reply.Granted =>
            Attached.SetItem(device, GroupCall.DetachGroup(device)),
        { Verb: GroupVerb.DetachDevice or GroupVerb.DetachGroup, Device: { } device } => Attached.Remove(device),
        _ => Attached,
    };
}

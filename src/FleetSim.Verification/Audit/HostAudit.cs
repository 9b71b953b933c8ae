using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.Audit;

/// <summary>Checks at the end of a run that host, devices, groups and units of one host tell the same story.</summary>
/// <remarks>Compares what the parts keep; it asks no policy and drives no protocol.</remarks>
public static class HostAudit
{
    /// <returns>One sentence for each contradiction; none for a host that is down, of which nothing is
    /// expected.</returns>
    public static IReadOnlyList<string> Problems(HostFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.IsDown
            ? []
            : [.. Devices(facts).Concat(Groups(facts)).Concat(Units(facts)).Concat(facts.Stale).Select(problem => $"{facts.Host}: {problem}")];
    }

    private static IEnumerable<string> Devices(HostFacts facts)
    {
        var registered = facts.Registered.ToDictionary(fact => fact.Address, fact => fact.Group);
        foreach (var (address, device) in facts.Devices)
        {
            if (device.Step is not null)
            {
                yield return $"{address} is in the middle of {device.Step.Call}";
            }

            if (device.IsLeaving)
            {
                yield return $"{address} has {device.Waiting![0]} waiting for its user";
            }

            if (device.IsPresent != registered.ContainsKey(address))
            {
                yield return $"{address} is {Presence(device.IsPresent)}, the host has it {Presence(!device.IsPresent)}";
            }
            else if (device.IsPresent && device.Group != registered[address])
            {
                yield return $"{address} is in {Name(device.Group)}, the host has it in {Name(registered[address])}";
            }
        }

        foreach (var missing in registered.Keys.Where(address => !facts.Devices.ContainsKey(address)))
        {
            yield return $"{missing} is registered and was not found";
        }
    }

    private static IEnumerable<string> Groups(HostFacts facts)
    {
        var members = facts.Registered.Where(fact => fact.Group is not null)
            .ToLookup(fact => fact.Group!.Value.Id, fact => fact);
        foreach (var (number, record) in facts.Groups)
        {
            if (record.Step is not null)
            {
                yield return $"group {number} is in the middle of {record.Step.Call}";
            }

            var expected = members[number].Select(fact => fact.Address).Order();
            var found = record.State.Members.Select(member => member.Device).Order();
            if (!expected.SequenceEqual(found))
            {
                yield return $"group {number} has {List(found)}, the host has {List(expected)} in it";
            }

            foreach (var problem in Group(facts, number, record, members[number]))
            {
                yield return $"group {number}: {problem}";
            }
        }

        foreach (var missing in members.Where(group => !facts.Groups.ContainsKey(group.Key)))
        {
            yield return $"group {missing.Key} has members and was not found";
        }
    }

    private static IEnumerable<string> Group(
        HostFacts facts, int number, GroupRecord record, IEnumerable<RegisteredFact> members)
    {
        foreach (var fact in members)
        {
            if (fact.Group!.Value.Incarnation != record.Incarnation)
            {
                yield return $"{fact.Address} is in {fact.Group}, the group is in its life {record.Incarnation}";
            }
        }

        foreach (var member in record.State.Members)
        {
            var driver = facts.Devices.GetValueOrDefault(member.Device)?.Driver?.Name;
            if (driver != member.Driver?.Name)
            {
                yield return $"{member.Device} is bound to {driver ?? "nothing"}, the group has {member.Driver?.Name ?? "nothing"}";
            }

            // A unit asks for what it does not know; what it knows has to be right.
            var known = facts.Units.GetValueOrDefault(member.Unit)?.Group(number) ?? [];
            foreach (var rid in known.IsEmpty ? [] : member.Rids)
            {
                var attached = known
                    .Where(attachment => attachment.Rid == rid)
                    .Select(attachment => (Domain?)attachment.Domain).FirstOrDefault();
                var believed = record.State.AttachmentOf(rid);
                if (attached != believed)
                {
                    yield return $"{member.Unit} has {rid} on {attached?.ToString() ?? "no domain"}, the group on {believed}";
                }
            }
        }

        var files = record.State.Members.Sum(member => facts.Devices.GetValueOrDefault(member.Device)?.OpenFiles ?? 0);
        if (files != (record.State.Vfio?.DeviceFiles ?? 0))
        {
            yield return $"its devices have {files} open files, the group has {record.State.Vfio?.DeviceFiles ?? 0}";
        }

        if (record.State.Vfio is not null)
        {
            yield return "its VFIO file is still open after everyone was done";
        }

        if (record.State.IsClaimed)
        {
            yield return $"still claimed by {record.State.Claimant} after everyone was done";
        }
    }

    /// <summary>A requester id that no member has must not be translated.</summary>
    private static IEnumerable<string> Units(HostFacts facts)
    {
        foreach (var (name, unit) in facts.Units)
        {
            for (var number = 0; number < unit.Groups.Length; number++)
            {
                var rids = facts.Groups.GetValueOrDefault(number)?.State.Members
                    .Where(member => member.Unit == name).SelectMany(member => member.Rids).ToHashSet() ?? [];
                foreach (var attachment in unit.Group(number).Where(attachment => !rids.Contains(attachment.Rid)))
                {
                    yield return $"{name} still has {attachment.Rid} on {attachment.Domain} for group {number}, where nobody sends it";
                }
            }
        }
    }

    private static string Presence(bool present) => present ? "present" : "absent";

    private static string Name(GroupKey? group) => group?.ToString() ?? "no group";

    private static string List(IEnumerable<PciAddress> devices) => $"[{string.Join(", ", devices)}]";
}

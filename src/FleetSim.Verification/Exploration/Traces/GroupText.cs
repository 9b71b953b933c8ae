using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Exploration.States;

namespace FleetSim.Verification.Exploration.Traces;

/// <summary>A group in words: owner, count, domain, and where each member is attached.</summary>
internal static class GroupText
{
    public static string Of(int number, GroupRecord record, Layout layout)
    {
        var group = record.State;
        var step = record.Step is null ? "" : ", units being told";
        return group.IsEmpty
            ? $"group {number}: empty{step}"
            : layout.WithNames(
                $"group {number}: {Owner(group)}, count {group.Count}, domain {group.Domain}{step}; {Members(group)}");
    }

    private static string Owner(GroupState group) => (group.IsClaimed, group.KernelDrivers()) switch
    {
        (true, 0) => $"owner {group.Claimant}",
        (true, _) => $"owner {group.Claimant} beside the kernel",
        (false, 0) => "no owner",
        (false, 1) => "owner kernel",
        (false, var drivers) => $"owner kernel x{drivers}",
    };

    /// <summary>Bridges are told of only where they are apart.</summary>
    private static string Members(GroupState group) => string.Join(", ", group.Members
        .Where(member => !member.IsBridge || Attachment(group, member) != group.Domain.ToString())
        .Select(member =>
        {
            var driver = member.Driver is null ? "" : $"={member.Driver.Name}";
            return $"{member.Device}{driver} on {Attachment(group, member)}";
        }));

    private static string Attachment(GroupState group, GroupMember member) =>
        string.Join('/', member.Rids.Select(rid => group.AttachmentOf(rid).ToString()).Distinct());
}

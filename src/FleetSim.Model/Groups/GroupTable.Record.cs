using System.Collections.Immutable;

namespace FleetSim.Model.Groups;

public sealed partial class GroupTable
{
    /// <summary>What has to be stored to have the same table again.</summary>
    public GroupTableRecord ToRecord() => new(Platform, [.. Functions], [.. _incarnations]);

    /// <summary>The table a record was made of.</summary>
    /// <exception cref="ArgumentException">No table makes such a record.</exception>
    public static GroupTable FromRecord(GroupTableRecord record)
    {
        var ordered = record.Functions.OrderBy(function => function.Order).ToList();
        var groups = ordered.Where(function => function.Group is not null)
            .GroupBy(function => function.Group!.Value)
            .Select(members => new IommuGroup(members.Key, [.. members.Select(member => member.Address)]));
        var table = new GroupTable(
            record.Platform,
            ordered.ToImmutableDictionary(function => function.Address),
            groups.ToImmutableSortedDictionary(group => group.Id, group => group),
            [.. record.Incarnations],
            ordered.Count == 0 ? 0 : ordered[^1].Order + 1);
        return table.Groups.All(group => table._incarnations.ElementAtOrDefault(group.Id) == group.Key.Incarnation)
            ? table
            : throw new ArgumentException("a group has another incarnation than its number", nameof(record));
    }
}

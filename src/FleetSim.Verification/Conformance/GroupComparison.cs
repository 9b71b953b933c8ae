using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance;

/// <summary>Says in which way a host's groups differ from the recorded ones.</summary>
internal static class GroupComparison
{
    /// <summary>One line a difference; null when there is none.</summary>
    public static string? Difference(
        IEnumerable<CapturedGroup> recorded, IReadOnlyList<GroupView> found, bool compareIds)
    {
        var byMembers = found.ToDictionary(group => Members(group.Devices));
        var lines = new List<string>();
        foreach (var expected in recorded)
        {
            var members = Members(expected.Devices);
            lines.AddRange(byMembers.Remove(members, out var same)
                ? Facts(expected, same, compareIds)
                : [$"recorded {members} as group {expected.Id}, found {Places(expected, found)}"]);
        }

        lines.AddRange(byMembers.Select(left => $"found {left.Key} as group {left.Value.Id}, recorded no such group"));
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private static IEnumerable<string> Facts(CapturedGroup expected, GroupView found, bool compareIds)
    {
        var members = Members(expected.Devices);
        if (compareIds && expected.Id != found.Id)
        {
            yield return $"{members}: recorded as group {expected.Id}, found as group {found.Id}";
        }

        if (expected.Type is not null && expected.Type != (found.Type ?? "unknown"))
        {
            yield return $"{members}: recorded type {expected.Type}, found {found.Type ?? "unknown"}";
        }

        if (!expected.ReservedRegions.SequenceEqual(found.ReservedRegions))
        {
            yield return $"{members}: recorded reserved regions {Regions(expected.ReservedRegions)}, "
                + $"found {Regions(found.ReservedRegions)}";
        }
    }

    /// <summary>Where the members of a recorded group are instead.</summary>
    private static string Places(CapturedGroup expected, IReadOnlyList<GroupView> found)
    {
        var places = found.Where(group => group.Devices.Any(device => expected.Devices.Contains(device)))
            .Select(group => $"{Members(group.Devices)} as group {group.Id}");
        var homeless = expected.Devices.Where(device => !found.Any(group => group.Devices.Contains(device)))
            .Select(device => $"{device} in no group");
        return string.Join(", ", places.Concat(homeless));
    }

    private static string Members(IEnumerable<PciAddress> devices) => $"{{{string.Join(' ', devices.Order())}}}";

    private static string Regions(IEnumerable<ReservedRegion> regions) =>
        $"[{string.Join(", ", regions.Select(region => $"{region.Start:x}-{region.End:x} {region.Type}"))}]";
}

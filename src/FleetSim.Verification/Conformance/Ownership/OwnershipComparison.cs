using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Verification.Audit;

namespace FleetSim.Verification.Conformance.Ownership;

/// <summary>Says in which way drivers and groups differ from the recorded ones.</summary>
internal static class OwnershipComparison
{
    /// <param name="tracked">The devices that recorded states tell of.</param>
    /// <returns>One line a difference; null when there is none.</returns>
    public static string? Difference(OwnershipView expected, HostFacts facts, IReadOnlySet<PciAddress> tracked)
    {
        var lines = Drivers(expected, facts, tracked).Concat(Groups(expected, facts, tracked)).ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>A state in one line.</summary>
    public static string Text(OwnershipView view) => string.Join("; ",
        view.Drivers.Select(driver => $"{driver.Key}={driver.Value ?? "-"}")
            .Concat(view.Groups.Select(group => $"group {group.Key} {Text(group.Value)}")));

    private static IEnumerable<string> Drivers(
        OwnershipView expected, HostFacts facts, IReadOnlySet<PciAddress> tracked)
    {
        foreach (var address in tracked.Order())
        {
            var recorded = expected.Drivers.TryGetValue(address, out var driver) ? driver ?? "driverless" : "absent";
            var found = facts.Devices.GetValueOrDefault(address) is { IsPresent: true } device
                ? device.VisibleDriver?.Name ?? "driverless"
                : "absent";
            if (recorded != found)
            {
                yield return $"{address}: the kernel has it {recorded}, found {found}";
            }
        }
    }

    private static IEnumerable<string> Groups(
        OwnershipView expected, HostFacts facts, IReadOnlySet<PciAddress> tracked)
    {
        var recorded = expected.Groups.Values.Select(Text).ToHashSet();
        var found = facts.Groups.Values
            .Where(group => group.State.Members.Any(member => tracked.Contains(member.Device)))
            .Select(View).Select(Text).ToHashSet();
        foreach (var missing in recorded.Except(found))
        {
            yield return $"the kernel has the group {missing}, found no such group";
        }

        foreach (var extra in found.Except(recorded))
        {
            yield return $"found the group {extra}, the kernel has no such group";
        }
    }

    private static OwnershipGroupView View(GroupRecord group) => new(
        [.. group.State.Members.Select(member => member.Device)],
        group.State.Type?.Word(),
        VfioGroupRules.HasNode(group.State));

    private static string Text(OwnershipGroupView group) =>
        $"{{{string.Join(' ', group.Members)}}} {group.Type ?? "unknown"}{(group.HasNode ? " with a VFIO node" : "")}";
}

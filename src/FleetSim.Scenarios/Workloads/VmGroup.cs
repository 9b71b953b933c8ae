using System.Collections.Immutable;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Scenarios.Workloads;

/// <summary>A group that VMs can be given: its number, and its devices that are no bridges.</summary>
internal sealed record VmGroup(int Number, ImmutableArray<VmDevice> Devices)
{
    /// <summary>The groups of a host that can be passed through as a whole.</summary>
    public static ImmutableArray<VmGroup> Of(HostTemplate template) =>
    [
        .. template.Groups.Select((group, number) => (group.State, number))
            .Where(group => group.State.Members.Any(member => !member.IsBridge)
                && !group.State.Members.Any(member => member.RequiresDirectMapping))
            .Select(group => new VmGroup(group.number, [.. DevicesOf(group.State)])),
    ];

    private static IEnumerable<VmDevice> DevicesOf(GroupState group) => group.Members
        .Where(member => !member.IsBridge)
        .Select(member => new VmDevice(member.Device, member.Unit, member.Rids[^1]));
}

/// <summary>A device of a VM, its unit, and the requester id under which the unit sees it.</summary>
internal readonly record struct VmDevice(PciAddress Address, string Unit, Rid Requester);

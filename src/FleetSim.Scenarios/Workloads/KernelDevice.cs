using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;

namespace FleetSim.Scenarios.Workloads;

/// <summary>A device of a kernel driver, alone in its group, and the type of the group's default domain at boot.</summary>
internal sealed record KernelDevice(int Group, VmDevice Device, DefaultDomainType? Type)
{
    /// <summary>Those of a host; without ISA bridges, of whose memory everybody knows where it is.</summary>
    public static ImmutableArray<KernelDevice> Of(HostTemplate template) =>
    [
        .. template.Groups.Select((group, number) => (group.State, number))
            .Where(group => group.State.Members is [{ UsesKernelDma: true, IsIsaBridge: false }])
            .Select(group => new KernelDevice(
                group.number,
                new VmDevice(
                    group.State.Members[0].Device, group.State.Members[0].Unit, group.State.Members[0].Rids[^1]),
                group.State.Type)),
    ];
}

using System.Collections.Immutable;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Scenarios.Targets;
using FleetSim.Verification.Audit;
using FleetSim.Verification.Conformance;

namespace FleetSim.Cli.Topology;

/// <summary>A host of a fleet as the replay of recorded topologies drives it: through the same calls as
/// everybody.</summary>
/// <param name="target">The fleet; the host's template is the recording's first stage.</param>
/// <param name="host">Index of the host.</param>
internal sealed class FleetGroupingHost(IFleetTarget target, int host) : IGroupingHost
{
    private HostIommu _iommu = HostIommu.Of(IommuKind.None, null);

    /// <summary>The host has booted with its template.</summary>
    public ValueTask Boot(PciTopology topology, HostIommu iommu)
    {
        _iommu = iommu;
        return ValueTask.CompletedTask;
    }

    public async ValueTask Remove(PciAddress top) => Require(await target.Host(host, HostCall.Unplug(top)));

    public async ValueTask Add(IReadOnlyList<PciFunction> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            Require(await target.Host(host, HostCall.Plug([arrival])));
        }
    }

    public async ValueTask<IReadOnlyCollection<PciFunction>> Functions() =>
        [.. Present(await target.Inspect(host))];

    public async ValueTask<IReadOnlyList<GroupView>> Groups()
    {
        var facts = await target.Inspect(host);
        var problems = HostAudit.Problems(facts);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(problems[0]);
        }

        var functions = Present(facts).ToDictionary(function => function.Address);
        return
        [
            .. facts.Groups.Where(group => !group.Value.State.IsEmpty).Select(group => View(group.Key, group.Value, functions)),
        ];
    }

    private static IEnumerable<PciFunction> Present(HostFacts facts) =>
        facts.Devices.Values.Select(device => device.Function).OfType<PciFunction>();

    private static void Require(HostReply reply)
    {
        if (!reply.Granted)
        {
            throw new InvalidOperationException($"the host answered {reply.Errno}");
        }
    }

    private GroupView View(int number, GroupRecord record, Dictionary<PciAddress, PciFunction> functions)
    {
        var members = record.State.Members.Select(member => member.Device).ToImmutableArray();
        return new GroupView(
            number,
            members,
            record.State.Type?.Word(),
            [.. ReservedRegions.Of(_iommu.Kind, members.Select(member => functions[member]))]);
    }
}

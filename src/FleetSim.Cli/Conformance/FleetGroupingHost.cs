using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Scenarios.Targets;
using FleetSim.Verification.Audit;
using FleetSim.Verification.Conformance;

namespace FleetSim.Cli.Conformance;

/// <summary>A host of a fleet as the replay of recorded topologies drives it: through the same calls as
/// everybody.</summary>
/// <param name="target">The fleet; the host's template is the recording's first stage.</param>
/// <param name="host">Index of the host.</param>
internal sealed class FleetGroupingHost(IFleetTarget target, int host) : IGroupingHost
{
    private readonly List<string> _refused = [];
    private HostIommu _iommu = HostIommu.Of(IommuKind.None, null);

    /// <summary>The host has booted with its template.</summary>
    public ValueTask Boot(PciTopology topology, HostIommu iommu)
    {
        _iommu = iommu;
        return ValueTask.CompletedTask;
    }

    public ValueTask Remove(PciAddress top) => Call(HostCall.Unplug(top));

    public async ValueTask Add(IReadOnlyList<PciFunction> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            await Call(HostCall.Plug([arrival]));
        }
    }

    public async ValueTask<IReadOnlyCollection<PciFunction>> Functions() =>
        [.. Present(await target.Inspect(host))];

    public async ValueTask<IReadOnlyList<GroupView>> Groups()
    {
        var facts = await target.Inspect(host);
        var functions = Present(facts).ToDictionary(function => function.Address);
        return
        [
            .. facts.Groups
                .Where(group => !group.Value.State.IsEmpty).Select(group => View(group.Key, group.Value, functions)),
        ];
    }

    public async ValueTask<IReadOnlyList<string>> Problems()
    {
        string[] problems = [.. _refused, .. HostAudit.Problems(await target.Inspect(host))];
        _refused.Clear();
        return problems;
    }

    private static IEnumerable<PciFunction> Present(HostFacts facts) =>
        facts.Devices.Values.Select(device => device.Function).OfType<PciFunction>();

    private async ValueTask Call(HostCall call)
    {
        var reply = await target.Host(host, call);
        if (!reply.Granted)
        {
            _refused.Add($"{call} was answered {reply.Errno}");
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

using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Verification.Conformance;

/// <summary>The bare model as a host: <see cref="GroupTable"/> and the per-group facts, nothing else.</summary>
public sealed class ModelGroupingHost : IGroupingHost
{
    private readonly Dictionary<GroupKey, DefaultDomainType?> _types = [];
    private PciTopology _topology = PciTopology.Empty;
    private HostIommu _iommu = HostIommu.Of(IommuKind.None, null);
    private GroupTable _table = GroupTable.Empty(GroupingPlatform.Of(IommuKind.None));

    public ValueTask Boot(PciTopology topology, HostIommu iommu)
    {
        (_topology, _iommu) = (topology, iommu);
        _table = GroupTable.Boot(topology, GroupingPlatform.Of(iommu.Kind));
        _types.Clear();
        foreach (var group in _table.Groups)
        {
            ChooseType(group);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask Remove(PciAddress top)
    {
        foreach (var leaving in _topology.Subtree(top).Reverse())
        {
            _table = _table.Remove(leaving.Address);
        }

        _topology = _topology.Unplug(top);
        return ValueTask.CompletedTask;
    }

    public ValueTask Add(IReadOnlyList<PciFunction> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            _topology = _topology.Plug([arrival]);
            var addition = _table.Add(arrival, _topology);
            _table = addition.Table;
            if (addition is { IsNew: true, Group: { } group })
            {
                ChooseType(group);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyCollection<PciFunction>> Functions() => new([.. _topology.Functions]);

    public ValueTask<IReadOnlyList<GroupView>> Groups() => new([.. _table.Groups.Select(View)]);

    public ValueTask<IReadOnlyList<string>> Problems() => new([]);

    /// <summary>The type is chosen once, of the members that are there: a later member does not change it.</summary>
    private void ChooseType(IommuGroup group) => _types[group.Key] =
        DefaultDomain.Choose(group.Members.Select(member => DomainDemand.Of(_topology[member])), _iommu).Type;

    private GroupView View(IommuGroup group) => new(
        group.Id,
        group.Members,
        _types[group.Key]?.Word(),
        [.. ReservedRegions.Of(_iommu.Kind, group.Members.Select(member => _topology[member]))]);
}

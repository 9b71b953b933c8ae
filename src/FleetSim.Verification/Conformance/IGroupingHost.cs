using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Verification.Conformance;

/// <summary>A simulated host that forms groups: what a replay drives, be it the bare model or grains.</summary>
public interface IGroupingHost
{
    /// <summary>Starts over with a topology that is grouped as at boot.</summary>
    ValueTask Boot(PciTopology topology, HostIommu iommu);

    /// <summary>Removes a function that is there, its VFs, and everything below it.</summary>
    ValueTask Remove(PciAddress top);

    /// <summary>Adds functions one by one, in the given order: bridges come before what is below them.</summary>
    ValueTask Add(IReadOnlyList<PciFunction> arrivals);

    /// <summary>The functions that are there now.</summary>
    ValueTask<IReadOnlyCollection<PciFunction>> Functions();

    /// <summary>The groups that are there now, by number.</summary>
    ValueTask<IReadOnlyList<GroupView>> Groups();

    /// <summary>What went wrong since this was last asked: calls that were refused, parts that contradict each
    /// other.</summary>
    ValueTask<IReadOnlyList<string>> Problems();
}

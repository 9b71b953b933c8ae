using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Protocols;

/// <summary>What a container has to know of a group that it was attached to, to map for it.</summary>
/// <param name="Units">The units that translate for its members, each once, in the order of the members.</param>
/// <param name="Reserved">Its reserved regions, by start.</param>
/// <param name="ApertureEnd">The last IOVA that its units translate.</param>
/// <param name="PageSizes">Page sizes of its units, one bit each.</param>
/// <param name="EntryLimit">How many mappings its host allows to a container.</param>
/// <remarks>
/// Deviation: of members that firmware binds to a direct mapping the region is not known; most policies refuse their
/// claim anyway.
/// </remarks>
public sealed record GroupDma(
    ImmutableArray<string> Units,
    ImmutableArray<ReservedRegion> Reserved,
    ulong ApertureEnd,
    ulong PageSizes,
    uint EntryLimit)
{
    /// <summary>The regions that a user must not map. A relaxable one is for the kernel's own domains.</summary>
    public IEnumerable<ReservedRegion> NotToMap => Reserved.Where(region => region.Type != "direct-relaxable");

    public static GroupDma Of(GroupState group)
    {
        var iommu = group.Iommu ?? HostIommu.Of(IommuKind.None, null);
        return new GroupDma(
            [.. group.Members.Select(member => member.Unit).Distinct()],
            [.. ReservedRegions.Of(iommu.Kind, group.Members)],
            iommu.ApertureEnd,
            iommu.PageSizes,
            iommu.DmaEntryLimit);
    }
}

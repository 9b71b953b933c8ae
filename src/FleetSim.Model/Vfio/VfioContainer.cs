using System.Collections.Immutable;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>A container: groups that share the mappings of one IOMMU backend.</summary>
/// <param name="Groups">Their files, also of groups that were revoked since it was last looked at.</param>
/// <param name="Iommu">The backend; null for none. It goes with the last group, and its mappings with it.</param>
/// <remarks>Source: struct vfio_container, drivers/vfio/container.c; <c>reference/userapi.md</c> 1.1, 1.3.</remarks>
public sealed record VfioContainer(ImmutableList<VfioFile> Groups, Type1Iommu? Iommu = null)
{
    public static VfioContainer Empty { get; } = new([]);

    public VfioContainer With(VfioFile group) => this with { Groups = Groups.Add(group) };

    public VfioContainer Without(VfioFile group)
    {
        var left = Groups.Remove(group);
        return new VfioContainer(left, left.IsEmpty ? null : Iommu?.Without(group));
    }
}

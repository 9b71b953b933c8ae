using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>As many mappings as a container may have.</summary>
public sealed class DmaMappingsTests
{
    /// <summary>Costs grow with the logarithm: a list that is searched from its begin would take minutes.</summary>
    [Fact]
    public void Map_AsManyAsTheLimit_EachIsFoundAndTheNextIsEnospc()
    {
        const ulong Mappings = 65_535;
        var iommu = V2;
        for (var i = 0UL; i < Mappings; i++)
        {
            // A prime step visits every place once, in an order that is not sorted.
            iommu = iommu.Map(ToMap(0x1_0000_0000 + (i * 7919 % Mappings * 2 * Page)), Memory).Next;
        }

        Assert.Equal((65_535, 0u), (iommu.Mappings.Count, iommu.Available));
        Assert.Equal(Errno.ENOSPC, iommu.Map(ToMap(0x1000), Memory).Errno);
        Assert.Equal(Errno.EEXIST, iommu.Map(ToMap(0x1_0000_0000 + (1000 * 2 * Page)), Memory).Errno);
        Assert.True(iommu.Mappings.All.Zip(iommu.Mappings.All.Skip(1)).All(pair => pair.First.Iova < pair.Second.Iova));
        Assert.Equal(Mappings * Page, iommu.Unmap(ToUnmap(0, 0, DmaUnmapFlags.All)).Size);
    }
}

using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>Groups that are attached to a backend with mappings: <c>reference/userapi.md</c> 1.4.</summary>
public sealed class Type1GroupsTests
{
    [Fact]
    public void Attach_FirstGroup_GivesTheRangesPageSizesAndLimit()
    {
        Assert.Equal([new(0, 0xfedf_ffff), new(0xfef0_0000, 0x7f_ffff_ffff)], V2.Valid);
        Assert.Equal((0x4020_1000UL, Page, 65_535u), (V2.PageSizes, V2.PageSize, V2.Available));
    }

    /// <summary>Row 1.</summary>
    [Fact]
    public void BeforeAttach_VaddrOutOfDate_IsEbusyUntilItIsGivenAgain()
    {
        var invalid = V2.With((0x10_0000, Page)).Unmap(ToUnmap(0x10_0000, Page, DmaUnmapFlags.Vaddr)).Next;

        Assert.Equal(Errno.EBUSY, invalid.BeforeAttach(Second));
        Assert.Equal(Errno.None, invalid.Map(ToMap(0x10_0000, flags: 4), Memory).Next.BeforeAttach(Second));
        Assert.Equal(Errno.None, invalid.Unmap(ToUnmap(0x10_0000, Page)).Next.BeforeAttach(Second));
    }

    /// <summary>Row 2.</summary>
    [Fact]
    public void BeforeAttach_GroupThatIsAttached_IsEinval() => Assert.Equal(Errno.EINVAL, V2.BeforeAttach(First));

    /// <summary>Row 4: aperture.</summary>
    [Theory]
    [InlineData(0x3f_ffff_f000, Page, Errno.None)]
    [InlineData(0x3f_ffff_f000, 2 * Page, Errno.EINVAL)]
    [InlineData(0x40_0000_0000, Page, Errno.EINVAL)]
    public void Attach_SmallerAperture_MustHoldTheMappings(ulong iova, ulong size, Errno expected)
    {
        var verdict = V2.With((iova, size)).Attach(Second, Dma(0x3f_ffff_ffff));

        Assert.Equal(expected, verdict.Errno);
        Assert.Equal(expected == Errno.None ? 0x3f_ffff_ffffUL : 0x7f_ffff_ffff, verdict.Next.Valid[^1].Last);
    }

    /// <summary>Row 4: nothing left to map.</summary>
    [Fact]
    public void Attach_NothingLeftToMap_IsEinval()
    {
        var everything = Dma(0xffff_ffff, 65_535, new ReservedRegion(0, 0xffff_ffff, "reserved"));

        Assert.Equal(Errno.EINVAL, V2.Attach(Second, everything).Errno);
        Assert.Equal(Errno.EINVAL, Type1Iommu.Open(IommuBackend.Type1).Attach(First, everything).Errno);
    }

    /// <summary>Row 5.</summary>
    [Theory]
    [InlineData("direct", Errno.EINVAL)]
    [InlineData("reserved", Errno.EINVAL)]
    [InlineData("msi", Errno.EINVAL)]
    [InlineData("direct-relaxable", Errno.None)]
    public void Attach_MappingInAReservedRegion_IsEinvalUnlessItIsRelaxable(string type, Errno expected)
    {
        var dma = Dma(reserved: new ReservedRegion(0x10_1000, 0x10_1fff, type));

        Assert.Equal(expected, V2.With((0x10_0000, 2 * Page)).Attach(Second, dma).Errno);
        Assert.Equal(Errno.None, V2.With((0x10_0000, Page), (0x10_2000, Page)).Attach(Second, dma).Errno);
    }

    /// <summary>Row 9, and back again when the group leaves.</summary>
    [Fact]
    public void Attach_SecondGroup_NarrowsTheRangesUntilItLeaves()
    {
        var dma = Dma(reserved: new ReservedRegion(0x10_0000, 0x1f_ffff, "reserved"));
        var mapped = V2.With((0x20_0000, Page));

        var both = mapped.Attach(Second, dma with { Units = ["dmar1", "dmar0"] }).Next;
        var left = both.Without(Second);

        Assert.Equal(
            [new(0, 0xf_ffff), new(0x20_0000, 0xfedf_ffff), new(0xfef0_0000, 0x7f_ffff_ffff)], both.Valid);
        Assert.Equal(["dmar0", "dmar1"], both.Units);
        Assert.Equal(Errno.EINVAL, both.Map(ToMap(0x10_0000), Memory).Errno);
        Assert.Equal<IovaRange>(V2.Valid, left.Valid);
        Assert.Equal(["dmar0"], left.Units);
        Assert.Equal("200000+1000", left.Text());
    }

    [Fact]
    public void Attach_OtherPageSizes_LeavesThoseOfBoth()
    {
        var both = V2.Attach(Second, Dma() with { PageSizes = 0x20_1000 }).Next;

        Assert.Equal(0x20_1000UL, both.PageSizes);
        Assert.Equal(0x4020_1000UL, both.Without(Second).PageSizes);
    }

    [Theory]
    [InlineData(15, Errno.EINVAL)]
    [InlineData(16, Errno.None)]
    public void Info_Structure_MustHoldThePageSizes(uint argsz, Errno expected)
    {
        Assert.Equal(expected, V2.Info(new DmaArguments(argsz), out var info));
        Assert.Equal(expected == Errno.None, info is not null);
    }

    /// <summary>What a group tells of itself.</summary>
    [Fact]
    public void GroupDma_OfAGroup_HasItsUnitsOnceAndWhatItsIommuReserves()
    {
        var group = Model.Ownership.GroupState.Empty with
        {
            Iommu = Model.Domains.HostIommu.Of(IommuKind.Intel, null) with { Width = 39, DmaEntries = 7 },
            Members = [Member("dmar1"), Member("dmar0", isIsaBridge: true), Member("dmar1")],
        };

        var dma = GroupDma.Of(group);

        Assert.Equal(["dmar1", "dmar0"], dma.Units);
        Assert.Equal(
            [new(0, 0xff_ffff, "direct-relaxable"), new(0xfee0_0000, 0xfeef_ffff, "msi")], dma.Reserved);
        Assert.Equal(["msi"], dma.NotToMap.Select(region => region.Type));
        Assert.Equal((0x7f_ffff_ffffUL, 0x4020_1000UL, 7u), (dma.ApertureEnd, dma.PageSizes, dma.EntryLimit));
    }

    private static Model.Domains.GroupMember Member(string unit, bool isIsaBridge = false) =>
        new() { Device = default, Rids = [], Unit = unit, IsIsaBridge = isIsaBridge };
}

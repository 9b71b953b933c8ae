using FleetSim.Model.Translation;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>MAP_DMA: the rows of <c>reference/userapi.md</c> 1.5, in their order.</summary>
public sealed class Type1MapTests
{
    /// <summary>What is mapped when each row is asked: two pages, a page that is readdressed, a limit that is
    /// not reached.</summary>
    private static readonly Type1Iommu Iommu = V2.With((0x10_0000, 2 * Page));

    [Theory]
    [InlineData(31, Errno.EINVAL)]
    [InlineData(0, Errno.EINVAL)]
    [InlineData(32, Errno.None)]
    [InlineData(4096, Errno.None)]
    public void Map_SizeOfTheStructure_MustHoldIt(uint argsz, Errno expected) =>
        Assert.Equal(expected, Map(Iommu, ToMap(0x20_0000, argsz: argsz)));

    /// <summary>Rows 1 and 3: known flags, and either an access or a virtual address.</summary>
    [Theory]
    [InlineData(0, Errno.EINVAL)]
    [InlineData(1, Errno.None)]
    [InlineData(2, Errno.None)]
    [InlineData(3, Errno.None)]
    [InlineData(4, Errno.ENOENT)]
    [InlineData(5, Errno.EINVAL)]
    [InlineData(7, Errno.EINVAL)]
    [InlineData(8, Errno.EINVAL)]
    [InlineData(11, Errno.EINVAL)]
    [InlineData(0x8000_0001, Errno.EINVAL)]
    public void Map_Flags_AreKnownAndGoTogether(uint flags, Errno expected) =>
        Assert.Equal(expected, Map(Iommu, ToMap(0x20_0000, flags: flags)));

    /// <summary>Rows 4 and 5, also where something else is mapped: they come first.</summary>
    [Theory]
    [InlineData(0x10_0800, Page, Writable)]
    [InlineData(0x10_0000, Page, Writable + 0x800)]
    [InlineData(0x10_0000, 0x800, Writable)]
    [InlineData(0x10_0000, Page + 1, Writable)]
    [InlineData(0x10_0000, 0, Writable)]
    [InlineData(0xffff_ffff_ffff_f000, 2 * Page, Writable)]
    [InlineData(0x10_0000, 0xffff_ffff_ffff_f000, Writable)]
    [InlineData(0x10_0000, 2 * Page, 0xffff_ffff_ffff_f000)]
    public void Map_WhatBeginsNoPageIsEmptyOrWraps_IsEinval(ulong iova, ulong size, ulong vaddr)
    {
        Assert.Equal(Errno.EINVAL, Map(Iommu, ToMap(iova, size, vaddr: vaddr)));
        Assert.Equal(Errno.EINVAL, Map(Iommu, ToMap(iova, size, flags: 4, vaddr: vaddr)));
    }

    /// <summary>Row 6. Where the memory is now does not matter to it: what is pinned is pinned.</summary>
    [Theory]
    [InlineData(0x20_0000, Page, Errno.ENOENT)]
    [InlineData(0x10_0000, Page, Errno.EINVAL)]
    [InlineData(0x10_1000, Page, Errno.EINVAL)]
    [InlineData(0x0f_f000, 3 * Page, Errno.EINVAL)]
    [InlineData(0x30_0000, 2 * Page, Errno.EINVAL)]
    [InlineData(0x10_0000, 2 * Page, Errno.None)]
    public void Map_Vaddr_IsForJustAMappingThatIsOutOfDate(ulong iova, ulong size, Errno expected)
    {
        var iommu = V2.With((0x10_0000, 2 * Page), (0x30_0000, 2 * Page));
        iommu = iommu.Unmap(ToUnmap(0x10_0000, 2 * Page, DmaUnmapFlags.Vaddr)).Next;

        var verdict = iommu.Map(ToMap(iova, size, flags: 4, vaddr: 0x5000), Memory);

        Assert.Equal(expected, verdict.Errno);
        Assert.Equal(expected == Errno.None ? 0 : 1, verdict.Next.VaddrsInvalid);
        Assert.Empty(verdict.Mapped);
        Assert.Equal("100000+2000 300000+2000", verdict.Next.Text());
    }

    [Fact]
    public void Map_VaddrTwice_IsEinvalTheSecondTime()
    {
        var asked = ToMap(0x10_0000, 2 * Page, flags: 4, vaddr: 0x5000);
        var invalid = Iommu.Unmap(ToUnmap(0x10_0000, 2 * Page, DmaUnmapFlags.Vaddr)).Next;

        var once = invalid.Map(asked, Memory);

        Assert.Equal((Errno.None, 0x5000UL), (once.Errno, once.Next.Mappings[0].Vaddr));
        Assert.Equal(Errno.EINVAL, once.Next.Map(asked, Memory).Errno);
    }

    /// <summary>Row 7.</summary>
    [Theory]
    [InlineData(0x0f_f000, Page, Errno.None)]
    [InlineData(0x0f_f000, 2 * Page, Errno.EEXIST)]
    [InlineData(0x0f_f000, 8 * Page, Errno.EEXIST)]
    [InlineData(0x10_0000, 2 * Page, Errno.EEXIST)]
    [InlineData(0x10_1000, Page, Errno.EEXIST)]
    [InlineData(0x10_1000, 4 * Page, Errno.EEXIST)]
    [InlineData(0x10_2000, Page, Errno.None)]
    public void Map_OverAMapping_IsEexist(ulong iova, ulong size, Errno expected) =>
        Assert.Equal(expected, Map(Iommu, ToMap(iova, size)));

    /// <summary>Rows 7 to 10: overlap, limit, range, memory; each is told before the next.</summary>
    [Theory]
    [InlineData(0x10_0000, Errno.EEXIST)]
    [InlineData(0xfee0_0000, Errno.ENOSPC)]
    [InlineData(0x20_0000, Errno.ENOSPC)]
    public void Map_LimitReached_IsEnospcAfterEexist(ulong iova, Errno expected)
    {
        var full = Open(IommuBackend.Type1V2, limit: 2).With((0x10_0000, Page), (0x11_0000, Page));

        Assert.Equal(0u, full.Available);
        Assert.Equal(expected, Map(full, ToMap(iova, vaddr: 0)));
        Assert.Equal(Errno.None, Map(full.Unmap(ToUnmap(0x11_0000, Page)).Next, ToMap(0x20_0000)));
    }

    /// <summary>Row 9, with memory that is not there: the range is told first.</summary>
    [Theory]
    [InlineData(0xfedf_f000, Page, Errno.EFAULT)]
    [InlineData(0xfedf_f000, 2 * Page, Errno.EINVAL)]
    [InlineData(0xfee0_0000, Page, Errno.EINVAL)]
    [InlineData(0xfeef_f000, Page, Errno.EINVAL)]
    [InlineData(0xfeef_f000, 2 * Page, Errno.EINVAL)]
    [InlineData(0xfef0_0000, Page, Errno.EFAULT)]
    [InlineData(0x7f_ffff_f000, Page, Errno.EFAULT)]
    [InlineData(0x7f_ffff_f000, 2 * Page, Errno.EINVAL)]
    [InlineData(0x80_0000_0000, Page, Errno.EINVAL)]
    [InlineData(0xffff_ffff_ffff_f000, Page, Errno.EINVAL)]
    public void Map_OutsideOfWhatMayBeMapped_IsEinval(ulong iova, ulong size, Errno expected) =>
        Assert.Equal(expected, Map(Iommu, ToMap(iova, size, vaddr: 0x1000)));

    /// <summary>Row 10.</summary>
    [Theory]
    [InlineData(Writable, 3, Errno.None)]
    [InlineData(ReadOnly, 1, Errno.None)]
    [InlineData(ReadOnly, 2, Errno.EFAULT)]
    [InlineData(ReadOnly, 3, Errno.EFAULT)]
    [InlineData(NoAccess, 1, Errno.EFAULT)]
    [InlineData(NoAccess, 3, Errno.EFAULT)]
    [InlineData(0UL, 3, Errno.EFAULT)]
    [InlineData(Writable - Page, 1, Errno.EFAULT)]
    [InlineData(0xffff_ffff_ffff_f000, 1, Errno.EFAULT)]
    public void Map_MemoryThatCannotBePinned_IsEfaultAndLeavesNothing(ulong vaddr, uint flags, Errno expected)
    {
        var verdict = Iommu.Map(ToMap(0x20_0000, flags: flags, vaddr: vaddr), Memory);

        Assert.Equal(expected, verdict.Errno);
        Assert.Equal(expected == Errno.None ? 2 : 1, verdict.Next.Mappings.Count);
    }

    /// <summary>Memory that ends too early undoes what was pinned before the end.</summary>
    [Fact]
    public void Map_AcrossAreas_IsOneRangeARunOfFrames()
    {
        var asked = ToMap(0x20_0000, 4 * Page, flags: 1, vaddr: ReadOnly - (2 * Page));

        var verdict = Iommu.Map(asked, Memory);

        Assert.Equal(
            [
                new DmaRange(0x20_0000, 2 * Page, Frames + 0xf_e000, Read: true, Write: false),
                new DmaRange(0x20_2000, 2 * Page, ReadOnlyFrames, Read: true, Write: false),
            ],
            verdict.Mapped);
        Assert.Equal(Errno.EFAULT, Map(Iommu, asked with { Flags = 3 }));
        Assert.Equal(Errno.EFAULT, Map(Iommu, ToMap(0x20_0000, 17 * Page, flags: 1, vaddr: ReadOnly)));
    }

    [Fact]
    public void Map_SameMemoryTwice_IsTwoMappings()
    {
        var both = V2.With((0x10_0000, 4 * Page), (0x20_0000, 4 * Page));

        Assert.Equal(65_533u, both.Available);
        Assert.Equal(both.Mappings[0].Ranges[0] with { Iova = 0x20_0000 }, both.Mappings[1].Ranges[0]);
    }

    private static Errno Map(Type1Iommu iommu, DmaArguments asked) => iommu.Map(asked, Memory).Errno;
}

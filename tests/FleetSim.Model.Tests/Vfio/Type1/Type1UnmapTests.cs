using FleetSim.Model.Translation;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>UNMAP_DMA: the rows of <c>reference/userapi.md</c> 1.5, in their order.</summary>
public sealed class Type1UnmapTests
{
    private const DmaUnmapFlags All = DmaUnmapFlags.All;
    private const DmaUnmapFlags Vaddr = DmaUnmapFlags.Vaddr;
    private const DmaUnmapFlags Bitmap = DmaUnmapFlags.GetDirtyBitmap;

    /// <summary>Four pages, a hole of four, four pages, and just behind them two.</summary>
    private static readonly (ulong Iova, ulong Size)[] Three =
        [(0x10_0000, 4 * Page), (0x10_8000, 4 * Page), (0x10_c000, 2 * Page)];

    /// <summary>Rows 1, 3 and 4.</summary>
    [Theory]
    [InlineData(0, 23, 0x10_0000, 4 * Page)]
    [InlineData(0, 0, 0x10_0000, 4 * Page)]
    [InlineData(8, 24, 0x10_0000, 4 * Page)]
    [InlineData(1, 24, 0x10_0000, 4 * Page)]
    [InlineData(3, 48, 0, 0)]
    [InlineData(5, 48, 0x10_0000, 4 * Page)]
    [InlineData(0, 24, 0x10_0800, 4 * Page)]
    [InlineData(0, 24, 0x10_0000, 0x800)]
    [InlineData(0, 24, 0x10_0000, 0)]
    [InlineData(0, 24, 0xffff_ffff_ffff_f000, 2 * Page)]
    [InlineData(2, 24, 0x10_0000, 4 * Page)]
    [InlineData(2, 24, 0, 4 * Page)]
    [InlineData(2, 24, 0x10_0000, 0)]
    [InlineData(4, 24, 0x10_0000, 0)]
    [InlineData(6, 24, 0, 4 * Page)]
    public void Unmap_ArgumentsThatCannotBe_AreEinvalByEitherType(uint flags, uint argsz, ulong iova, ulong size)
    {
        foreach (var iommu in new[] { V1.With(Three), V2.With(Three) })
        {
            var verdict = iommu.Unmap(ToUnmap(iova, size, (DmaUnmapFlags)flags, argsz));

            Assert.Equal((Errno.EINVAL, 0UL), (verdict.Errno, verdict.Size));
            Assert.Same(iommu, verdict.Next);
        }
    }

    /// <summary>Rows 1 and 5: 4 pages need 8 bytes of bitmap.</summary>
    [Theory]
    [InlineData(true, 48, Page, 8, Errno.None)]
    [InlineData(true, 48, Page, 0x1000_0000, Errno.None)]
    [InlineData(true, 47, Page, 8, Errno.EINVAL)]
    [InlineData(true, 48, Page, 7, Errno.EINVAL)]
    [InlineData(true, 48, Page, 0, Errno.EINVAL)]
    [InlineData(true, 48, Page, 0x1000_0001, Errno.EINVAL)]
    [InlineData(true, 48, 2 * Page, 8, Errno.EINVAL)]
    [InlineData(true, 48, 0, 8, Errno.EINVAL)]
    [InlineData(false, 48, Page, 8, Errno.EINVAL)]
    public void Unmap_WithABitmap_NeedsTrackingTheSmallestPageAndRoom(
        bool isTracking, uint argsz, ulong pageSize, ulong bitmapSize, Errno expected)
    {
        var iommu = V2.With(Three) with { IsTracking = isTracking };
        var asked = ToUnmap(0x10_0000, 4 * Page, Bitmap, argsz) with
        {
            BitmapPageSize = pageSize,
            BitmapSize = bitmapSize,
        };

        Assert.Equal(expected, iommu.Unmap(asked).Errno);
    }

    /// <summary>Rows 6 and 7.</summary>
    [Theory]
    [InlineData(0x10_0000, 2 * Page, -1)] // The first of four pages.
    [InlineData(0x10_2000, 2 * Page, -1)]
    [InlineData(0x10_1000, 2 * Page, -1)]
    [InlineData(0x0f_f000, 2 * Page, -1)]
    [InlineData(0x10_3000, 0x9000, -1)]
    [InlineData(0x10_0000, 0xa000, -1)]
    [InlineData(0x10_4000, 4 * Page, 0)]
    [InlineData(0x20_0000, 4 * Page, 0)]
    [InlineData(0xffff_ffff_ffff_f000, Page, 0)]
    [InlineData(0x10_0000, 4 * Page, 4)]
    [InlineData(0x0f_0000, 0x1_8000, 4)]
    [InlineData(0x10_0000, 0xc000, 8)]
    [InlineData(0x10_8000, 6 * Page, 6)]
    [InlineData(0, 0xffff_ffff_ffff_f000, 10)]
    public void Unmap_Type3_TakesWholeMappingsOrNothing(ulong iova, ulong size, int pages) =>
        RequireUnmapped(V2.With(Three), ToUnmap(iova, size), pages);

    /// <summary>Rows 8 and 9.</summary>
    [Theory]
    [InlineData(0x10_0000, Page, 4)] // Its first IOVA is enough.
    [InlineData(0x0f_f000, 2 * Page, 4)]
    [InlineData(0x10_1000, Page, 0)]
    [InlineData(0x10_2000, 0x1_0000, 0)] // It stops in the first, though others follow.
    [InlineData(0x10_4000, 0x5000, 4)]
    [InlineData(0x10_0000, 0xd000, 10)]
    [InlineData(0x10_4000, 4 * Page, 0)]
    [InlineData(0, 0xffff_ffff_ffff_f000, 10)]
    public void Unmap_Type1_TakesMappingsByTheirFirstIova(ulong iova, ulong size, int pages) =>
        RequireUnmapped(V1.With(Three), ToUnmap(iova, size), pages);

    /// <summary>A range that ends where 64-bit addresses do finds nothing: the kernel's sum is 0.</summary>
    [Theory]
    [InlineData(0x0f_f000)]
    [InlineData(0x10_0000)]
    [InlineData(0x10_4000)]
    public void Unmap_UpToTheEndOfAddresses_FindsNothing(ulong iova)
    {
        RequireUnmapped(V1.With(Three), ToUnmap(iova, 0 - iova), 0);
        RequireUnmapped(V2.With(Three), ToUnmap(iova, 0 - iova), 0);
    }

    [Fact]
    public void Unmap_All_TakesEverythingByEitherType()
    {
        RequireUnmapped(V1.With(Three), ToUnmap(0, 0, All), 10);
        RequireUnmapped(V2.With(Three), ToUnmap(0, 0, All), 10);
        RequireUnmapped(V2, ToUnmap(0, 0, All), 0);
    }

    /// <summary>An aperture of 64 bits: the last page of all is found by its neighbours only.</summary>
    [Fact]
    public void Unmap_LastPageOfAll_IsFoundByAllOnly()
    {
        const ulong Last = 0xffff_ffff_ffff_f000;
        var iommu = Open(IommuBackend.Type1V2, end: ulong.MaxValue);
        var alone = iommu.With((Last, Page));
        var beside = iommu.With((0x10_0000, Page), (Last, Page));

        RequireUnmapped(alone, ToUnmap(Last, Page), 0);
        RequireUnmapped(alone, ToUnmap(0, 0, All), 0);
        RequireUnmapped(beside, ToUnmap(Last, Page), 0);
        RequireUnmapped(beside, ToUnmap(0, 0, All), 2);
        Assert.Equal(2, alone.With((Last, Page)).Mappings.Count);
    }

    /// <summary>Row 10.</summary>
    [Theory]
    [InlineData(0x10_0000, 4 * Page, 4)]
    [InlineData(0x10_0000, 0xc000, 8)]
    [InlineData(0x10_4000, 4 * Page, 0)]
    [InlineData(0x10_1000, Page, -1)]
    public void Unmap_Vaddr_LeavesTheMappingsAndTellsTheirSize(ulong iova, ulong size, int pages)
    {
        var iommu = V2.With(Three);

        var verdict = iommu.Unmap(ToUnmap(iova, size, Vaddr));

        Assert.Equal(pages < 0 ? Errno.EINVAL : Errno.None, verdict.Errno);
        Assert.Equal((ulong)Math.Max(pages, 0) * Page, verdict.Size);
        Assert.Equal(Math.Max(pages, 0) / 4, verdict.Next.VaddrsInvalid);
        Assert.Empty(verdict.Unmapped);
        Assert.Equal(iommu.Text(), verdict.Next.Text());
    }

    [Fact]
    public void Unmap_VaddrWhereOneIsOutOfDate_IsEinvalAndTheOthersStayValid()
    {
        var invalid = V2.With(Three).Unmap(ToUnmap(0x10_8000, 4 * Page, Vaddr)).Next;

        Assert.Equal(Errno.EINVAL, invalid.Unmap(ToUnmap(0x10_8000, 4 * Page, Vaddr)).Errno);
        Assert.Equal(Errno.EINVAL, invalid.Unmap(ToUnmap(0x10_0000, 0xe000, Vaddr)).Errno);
        Assert.Equal(Errno.EINVAL, invalid.Unmap(ToUnmap(0, 0, All | Vaddr)).Errno);
        Assert.Equal(1, invalid.Unmap(ToUnmap(0, 0, All | Vaddr)).Next.VaddrsInvalid);
    }

    [Fact]
    public void Unmap_MappingsWhoseVaddrIsOutOfDate_AreGoneAndCountedNoMore()
    {
        var invalid = V2.With(Three).Unmap(ToUnmap(0, 0, All | Vaddr));
        Assert.Equal((3, 10 * Page), (invalid.Next.VaddrsInvalid, invalid.Size));

        var left = invalid.Next.Unmap(ToUnmap(0x10_8000, 4 * Page));

        Assert.Equal((2, 4 * Page), (left.Next.VaddrsInvalid, left.Size));
        Assert.Equal(0, left.Next.Unmap(ToUnmap(0, 0, All)).Next.VaddrsInvalid);
    }

    [Fact]
    public void Unmap_MappingOfTwoRuns_TellsTheUnitsBoth()
    {
        var mapped = V2.Map(ToMap(0x20_0000, 4 * Page, flags: 1, vaddr: ReadOnly - (2 * Page)), Memory);

        var unmapped = mapped.Next.Unmap(ToUnmap(0x20_0000, 4 * Page)).Unmapped;

        Assert.Equal(2, unmapped.Length);
        Assert.Equal<DmaRange>(mapped.Mapped, unmapped);
    }

    /// <param name="pages">How many pages are unmapped; less than 0 for EINVAL.</param>
    private static void RequireUnmapped(Type1Iommu iommu, DmaArguments asked, int pages)
    {
        var verdict = iommu.Unmap(asked);

        var size = (ulong)Math.Max(pages, 0) * Page;
        Assert.Equal((pages < 0 ? Errno.EINVAL : Errno.None, size), (verdict.Errno, verdict.Size));
        Assert.Equal(size, verdict.Unmapped.Aggregate(0UL, (sum, range) => sum + range.Size));
        var left = verdict.Next.Mappings.All.Aggregate(0UL, (sum, mapping) => sum + mapping.Size);
        Assert.Equal(iommu.Mappings.All.Aggregate(0UL, (sum, mapping) => sum + mapping.Size), left + size);
    }
}

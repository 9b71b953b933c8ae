using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>DIRTY_PAGES: the end of <c>reference/userapi.md</c> 1.5; every row was asked of 6.1 too.</summary>
public sealed class Type1DirtyTests
{
    private static readonly Type1Iommu Tracking =
        V2.With((0x10_0000, 2 * Page), (0x10_4000, 2 * Page)).Dirty(new DmaArguments(8, 1)).Next;

    [Theory]
    [InlineData(8, 1, Errno.None)]
    [InlineData(8, 2, Errno.None)]
    [InlineData(7, 1, Errno.EINVAL)]
    [InlineData(8, 0, Errno.EINVAL)]
    [InlineData(8, 3, Errno.EINVAL)]
    [InlineData(8, 8, Errno.EINVAL)]
    [InlineData(8, 9, Errno.EINVAL)]
    [InlineData(47, 4, Errno.EINVAL)]
    public void Dirty_Flags_AreExactlyOneOfTheThree(uint argsz, uint flags, Errno expected)
    {
        Assert.Equal(expected, V2.Dirty(new DmaArguments(argsz, flags)).Errno);
        Assert.Equal(Errno.EACCES, V1.Dirty(new DmaArguments(argsz, flags)).Errno);
    }

    [Fact]
    public void Dirty_StartAndStop_AreNoErrorTwice()
    {
        var stopped = Tracking.Dirty(new DmaArguments(8, 2)).Next;

        Assert.True(Tracking.Dirty(new DmaArguments(8, 1)).Next.IsTracking);
        Assert.False(stopped.IsTracking);
        Assert.True(stopped.Dirty(new DmaArguments(8, 2)).Granted);
    }

    [Theory]
    [InlineData(0x10_0000, 2 * Page, Page, 8, Errno.None)]
    [InlineData(0x10_0000, 6 * Page, Page, 8, Errno.None)]
    [InlineData(0x20_0000, Page, Page, 8, Errno.None)]
    [InlineData(0x10_0000, 65 * Page, Page, 8, Errno.EINVAL)] // 65 pages need 16 bytes.
    [InlineData(0x10_0000, 65 * Page, Page, 16, Errno.None)]
    [InlineData(0x10_0000, 2 * Page, 0x20_0000, 8, Errno.EINVAL)]
    [InlineData(0x10_0000, 2 * Page, Page, 0, Errno.EINVAL)]
    [InlineData(0x10_0000, 0, Page, 8, Errno.EINVAL)]
    [InlineData(0x10_0000, Page, Page, 8, Errno.EINVAL)] // Half of a mapping.
    [InlineData(0x10_1000, 5 * Page, Page, 8, Errno.EINVAL)]
    [InlineData(0x10_0800, 2 * Page, Page, 8, Errno.EINVAL)]
    [InlineData(0x10_0000, 0x2800, Page, 8, Errno.EINVAL)]
    [InlineData(0xffff_ffff_ffff_f000, Page, Page, 8, Errno.EINVAL)] // Its end is 0 to the kernel.
    public void Dirty_Bitmap_IsOfWholeMappingsInTheSmallestPages(
        ulong iova, ulong size, ulong pageSize, ulong bitmapSize, Errno expected)
    {
        var asked = new DmaArguments(48, 4, 0, iova, size, pageSize, bitmapSize);

        Assert.Equal(expected, Tracking.Dirty(asked).Errno);
        Assert.Equal(Errno.EINVAL, V2.Dirty(asked).Errno); // Without tracking.
    }

    [Fact]
    public void Dirty_Bitmap_HasAllThatIsMapped() => Assert.Equal(
        4 * Page, Tracking.Dirty(new DmaArguments(48, 4, 0, 0x10_0000, 8 * Page, Page, 8)).Size);
}

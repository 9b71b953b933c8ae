using FleetSim.Model.Translation;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>mmap, munmap, and what a device finds.</summary>
public sealed class ProcessMemoryTests
{
    private const ulong Page = 0x1000;

    [Theory]
    [InlineData(0x1000, 0, 0, Errno.EINVAL)]
    [InlineData(0x1800, Page, 0, Errno.EINVAL)]
    [InlineData(0x1000, Page, 0x800, Errno.EINVAL)]
    [InlineData(0x1000, 2 * Page, 0xffff_ffff_ffff_f000, Errno.EINVAL)]
    [InlineData(0x7fff_ffff_e000, Page, 0, Errno.None)]
    [InlineData(0x7fff_ffff_e000, 2 * Page, 0, Errno.ENOMEM)]
    [InlineData(0xffff_ffff_ffff_f000, Page, 0, Errno.ENOMEM)]
    [InlineData(0x1000, 0xffff_ffff_ffff_f001, 0, Errno.ENOMEM)]
    public void Map_Arguments_AreCheckedLikeMmap(ulong start, ulong size, ulong frames, Errno expected)
    {
        var memory = ProcessMemory.Empty.Map(new MemoryArea(start, size, MemoryAccess.Read, frames), out var errno);

        Assert.Equal(expected, errno);
        Assert.Equal(expected == Errno.None ? 1 : 0, memory.Areas.Length);
    }

    [Theory]
    [InlineData(0x1800, Page, Errno.EINVAL)]
    [InlineData(0x1000, 0, Errno.EINVAL)]
    [InlineData(0xffff_ffff_ffff_f000, Page, Errno.EINVAL)]
    [InlineData(0x100_0000, Page, Errno.None)]
    public void Unmap_Arguments_AreCheckedLikeMunmap(ulong start, ulong size, Errno expected)
    {
        ProcessMemory.Empty.Unmap(start, size, out var errno);

        Assert.Equal(expected, errno);
    }

    [Fact]
    public void Map_OverWhatIsThere_TakesItsPlace()
    {
        var memory = ProcessMemory.Empty
            .Map(new MemoryArea(0x1_0000, 8 * Page, MemoryAccess.ReadWrite, 0x10_0000), out _)
            .Map(new MemoryArea(0x1_2000, (2 * Page) - 1, MemoryAccess.Read, 0x20_0000), out _);

        Assert.Equal(
            [
                new MemoryArea(0x1_0000, 2 * Page, MemoryAccess.ReadWrite, 0x10_0000),
                new MemoryArea(0x1_2000, 2 * Page, MemoryAccess.Read, 0x20_0000),
                new MemoryArea(0x1_4000, 4 * Page, MemoryAccess.ReadWrite, 0x10_4000),
            ],
            memory.Areas);
    }

    [Fact]
    public void Unmap_MiddleOfAnArea_LeavesBothEnds()
    {
        var memory = ProcessMemory.Empty
            .Map(new MemoryArea(0x1_0000, 8 * Page, MemoryAccess.ReadWrite, 0x10_0000), out _)
            .Unmap(0x1_2000, 3 * Page, out _);

        Assert.Equal(
            [
                new MemoryArea(0x1_0000, 2 * Page, MemoryAccess.ReadWrite, 0x10_0000),
                new MemoryArea(0x1_5000, 3 * Page, MemoryAccess.ReadWrite, 0x10_5000),
            ],
            memory.Areas);
    }

    /// <summary>Areas beside each other whose frames follow each other are one range.</summary>
    [Fact]
    public void Pin_AdjacentAreas_IsOneRangeARunOfFrames()
    {
        var memory = ProcessMemory.Empty
            .Map(new MemoryArea(0x1_2000, 2 * Page, MemoryAccess.Read, 0x10_2000), out _)
            .Map(new MemoryArea(0x1_0000, 2 * Page, MemoryAccess.ReadWrite, 0x10_0000), out _)
            .Map(new MemoryArea(0x1_4000, 2 * Page, MemoryAccess.Read, 0x90_0000), out _);

        Assert.Equal(
            [
                new DmaRange(0x8000, 3 * Page, 0x10_1000, true, false),
                new DmaRange(0xb000, Page, 0x90_0000, true, false),
            ],
            memory.Pin(0x1_1000, 4 * Page, 0x8000, read: true, write: false));
        Assert.Empty(memory.Pin(0x1_1000, 2 * Page, 0x8000, read: true, write: true));
        Assert.Empty(memory.Pin(0x1_5000, 2 * Page, 0x8000, read: true, write: false));
    }
}

using CsCheck;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Tests.Translation;

public sealed class SecondStageTableTests
{
    private const ulong GiB = 1UL << 30;
    private const ulong MiB = 1UL << 20;
    private const ulong Page = 0x1000;

    /// <summary>Small pieces around borders of 2 MiB and 1 GiB, where pages change their size.</summary>
    private static readonly Gen<ulong> Places = Gen.Select(
        Of(0, 2 * MiB, 4 * MiB, GiB, 2 * GiB), Gen.Int[0, 6], (around, pages) => around + ((ulong)pages * Page));

    private static readonly Gen<ulong> Sizes =
        Of(Page, 2 * Page, 5 * Page, 2 * MiB, (2 * MiB) - Page, GiB, GiB + (3 * Page));

    private static Gen<ulong> Of(params ulong[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    [Theory]
    [InlineData(0, 0x1000UL, 4)]
    [InlineData(0, 2 * MiB, 3)]
    [InlineData(0, GiB, 2)]
    [InlineData(0x1000, 2 * MiB, 5)] // Misaligned to each other: all of it in 4 KiB, over two lowest tables.
    public void Map_UsesTheLargestPagesThatFit(int skew, ulong size, int tables)
    {
        var unit = new TestUnit();
        var before = unit.Frames.InUse - 1;

        Assert.Equal(Errno.None, unit.Table.Map(GiB + (ulong)skew, 4 * GiB, size, DmaAccess.ReadWrite));

        Assert.Equal(tables, unit.Frames.InUse - before);
        Assert.True(unit.Table.TryFind(GiB + (ulong)skew + size - 1, out var hpa, out _));
        Assert.Equal((4 * GiB) + size - 1, hpa);
    }

    [Fact]
    public void Map_OverSomething_MapsNothing()
    {
        var unit = new TestUnit();
        unit.Table.Map(8 * Page, 0, Page, DmaAccess.Read);
        var tables = unit.Frames.InUse;

        Assert.Equal(Errno.EADDRINUSE, unit.Table.Map(0, GiB, 16 * Page, DmaAccess.Read));

        Assert.Equal(Page, unit.Table.MappedBytes);
        Assert.False(unit.Table.TryFind(0, out _, out _));
        Assert.Equal(tables, unit.Frames.InUse);
    }

    [Theory]
    [InlineData(1UL, 0UL, Page, DmaAccess.Read, Errno.EINVAL)]
    [InlineData(0UL, 1UL, Page, DmaAccess.Read, Errno.EINVAL)]
    [InlineData(0UL, 0UL, 0UL, DmaAccess.Read, Errno.EINVAL)]
    [InlineData(0UL, 0UL, Page, DmaAccess.None, Errno.EINVAL)]
    [InlineData(1UL << 48, 0UL, Page, DmaAccess.Read, Errno.ERANGE)]
    [InlineData((1UL << 48) - Page, 0UL, 2 * Page, DmaAccess.Read, Errno.ERANGE)]
    [InlineData(0UL, PhysicalMemory.WindowBase, Page, DmaAccess.Read, Errno.ERANGE)]
    [InlineData(0UL, PhysicalMemory.WindowBase - Page, 2 * Page, DmaAccess.Read, Errno.ERANGE)]
    public void Map_BadArguments(ulong iova, ulong hpa, ulong size, DmaAccess access, Errno errno) =>
        Assert.Equal(errno, new TestUnit().Table.Map(iova, hpa, size, access));

    [Fact]
    public void Unmap_PartOfALargePage_SplitsItAndTakesExactlyThat()
    {
        var unit = new TestUnit();
        unit.Table.Map(GiB, GiB, GiB, DmaAccess.ReadWrite);

        var unmapped = unit.Table.Unmap(GiB + (5 * Page), Page);
        unmapped.Return(unit.Frames);

        Assert.Equal(Page, unmapped.Bytes);
        Assert.False(unit.Table.TryFind(GiB + (5 * Page), out _, out _));
        Assert.True(unit.Table.TryFind(GiB + (6 * Page), out var above, out _));
        Assert.True(unit.Table.TryFind((2 * GiB) - 1, out var last, out _));
        Assert.Equal((GiB + (6 * Page), (2 * GiB) - 1), (above, last));
    }

    /// <summary>Whatever is mapped and unmapped, the table, the hardware without caches, and the hardware with caches
    /// that are invalidated as they must be, all agree with a dictionary of pages (TR-4, TR-6).</summary>
    [Fact]
    public void MapUnmap_AnySequence_AgreesWithADictionary() => Gen
        .Select(Gen.Bool, Places, Sizes, Gen.Int[1, 3], (map, iova, size, access) => (map, iova, size, access))
        .Array[1, 25]
        .Sample(
            steps =>
            {
                var unit = new TestUnit();
                var empty = unit.Frames.InUse;
                var pages = new SortedDictionary<ulong, (ulong Hpa, DmaAccess Access)>();
                foreach (var (map, iova, size, access) in steps)
                {
                    Step(unit, pages, map, iova, size, (DmaAccess)access);
                    Compare(unit, pages);
                }

                unit.Table.UnmapAll().Return(unit.Frames);
                Assert.Equal(empty, unit.Frames.InUse);
                Assert.Equal(0UL, unit.Table.MappedBytes);
            },
            iter: 120);

    private static void Step(
        TestUnit unit,
        SortedDictionary<ulong, (ulong Hpa, DmaAccess Access)> pages,
        bool map,
        ulong iova,
        ulong size,
        DmaAccess access)
    {
        var inside = Mapped(pages, iova, size);
        if (map)
        {
            var errno = unit.Table.Map(iova, iova + (4 * GiB), size, access);
            Assert.Equal(inside.Count > 0 ? Errno.EADDRINUSE : Errno.None, errno);
            for (var at = 0UL; errno == Errno.None && at < size; at += Page)
            {
                pages[iova + at] = (iova + at + (4 * GiB), access);
            }

            return;
        }

        var unmapped = unit.Table.Unmap(iova, size);
        Assert.Equal((ulong)inside.Count * Page, unmapped.Bytes);
        inside.ForEach(page => pages.Remove(page));
        var block = InvalidationRange.Covering(iova, size / Page);
        unit.Hardware.InvalidateIotlb(TestUnit.DomainId, block.Iova, block.AddressMask, unmapped.Tables.Count == 0);
        unmapped.Return(unit.Frames);
    }

    private static List<ulong> Mapped(
        SortedDictionary<ulong, (ulong Hpa, DmaAccess Access)> pages, ulong iova, ulong size)
    {
        var inside = new List<ulong>();
        for (var at = iova; at < iova + size; at += Page)
        {
            if (pages.ContainsKey(at))
            {
                inside.Add(at);
            }
        }

        return inside;
    }

    /// <summary>At every border there is, and beside it.</summary>
    private static void Compare(TestUnit unit, SortedDictionary<ulong, (ulong Hpa, DmaAccess Access)> pages)
    {
        var bare = new RemappingHardware(unit.Capabilities, unit.Memory);
        bare.SetRootTable(unit.Root);
        bare.Enable(true);
        foreach (var around in new[] { 0UL, 2 * MiB, 4 * MiB, GiB, 2 * GiB, (2 * GiB) + (2 * MiB), 3 * GiB })
        {
            for (var iova = around; iova < around + (14 * Page); iova += Page)
            {
                foreach (var access in new[] { DmaAccess.Read, DmaAccess.Write })
                {
                    var expected = pages.TryGetValue(iova, out var page) && page.Access.HasFlag(access)
                        ? page.Hpa + 8
                        : 0;
                    Assert.Equal(expected, unit.Translate(iova + 8, access).Address);
                    Assert.Equal(expected, bare.Translate(new TranslationRequest(iova + 8, TestUnit.Nic, access)).Address);
                }
            }
        }
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Tests.Translation.KernelDma;

public sealed class KernelDomainTests
{
    private const ulong Hpa = 0x1_2345_6000;

    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(10);

    private readonly DmaDevice _device = new();

    /// <summary>What lazy means: the same calls, and between unmap and flush a device that still gets through by what
    /// was cached.</summary>
    [Theory]
    [InlineData(DefaultDomainType.Dma, false)]
    [InlineData(DefaultDomainType.DmaFq, true)]
    public void Unmap_CachedPage_TranslatesUntilTheFlushIfLazy(DefaultDomainType type, bool stale)
    {
        var test = new TestDomain(type);
        var iova = test.Domain.Map(Hpa, 0x1000, DmaAccess.ReadWrite, _device)!.Value;
        Assert.Equal(Hpa, test.Unit.Translate(iova).Address);

        Assert.Equal(0x1000UL, test.Domain.Unmap(iova, 0x1000, TimeSpan.Zero));

        Assert.Equal(stale ? Hpa : 0, test.Unit.Translate(iova).Address);
        test.Domain.AdvanceTo(Later - TimeSpan.FromTicks(1));
        Assert.Equal(stale ? Hpa : 0, test.Unit.Translate(iova).Address);
        test.Domain.AdvanceTo(Later);
        Assert.Equal(FaultReason.NoRead, test.Unit.Translate(iova).Reason);
    }

    /// <summary>The table is empty at once: what the IOTLB does not hold faults in both modes.</summary>
    [Theory]
    [InlineData(DefaultDomainType.Dma)]
    [InlineData(DefaultDomainType.DmaFq)]
    public void Unmap_PageThatIsNotCached_FaultsAtOnce(DefaultDomainType type)
    {
        var test = new TestDomain(type);
        var iova = test.Domain.Map(Hpa, 0x2000, DmaAccess.ReadWrite, _device)!.Value;
        test.Unit.Translate(iova);

        test.Domain.Unmap(iova, 0x2000, TimeSpan.Zero);

        Assert.Equal(FaultReason.NoRead, test.Unit.Translate(iova + 0x1000).Reason);
    }

    [Theory]
    [InlineData(DefaultDomainType.Dma, true)]
    [InlineData(DefaultDomainType.DmaFq, false)]
    public void Map_AfterUnmap_ReusesTheIovaOnlyIfItIsFlushed(DefaultDomainType type, bool same)
    {
        var test = new TestDomain(type);
        var first = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value;
        test.Domain.Unmap(first, 0x1000, TimeSpan.Zero);

        var second = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value;
        test.Domain.Unmap(second, 0x1000, TimeSpan.Zero);
        test.Domain.AdvanceTo(Later);
        var third = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device);

        Assert.Equal(same, first == second);
        Assert.Equal(first, third);
    }

    /// <summary>The 256th range finds 255 waiting: one flush, and then it waits alone.</summary>
    [Fact]
    public void Unmap_QueueIsFull_FlushesOnceAndFreesAll()
    {
        var test = new TestDomain(DefaultDomainType.DmaFq);
        var iovas = Enumerable.Range(0, 256)
            .Select(_ => test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value).ToArray();
        Assert.All(iovas, iova => Assert.True(test.Unit.Translate(iova).Granted));
        Assert.All(iovas.Take(255), iova => test.Domain.Unmap(iova, 0x1000, TimeSpan.Zero));
        Assert.Equal(255, test.Domain.Queued);
        Assert.True(test.Unit.Translate(iovas[0]).Granted);

        test.Domain.Unmap(iovas[255], 0x1000, TimeSpan.Zero);

        Assert.Equal(1, test.Domain.Queued);
        Assert.False(test.Unit.Translate(iovas[0]).Granted);
        Assert.Equal(1, test.Domain.Iovas.Count);
    }

    /// <summary>TR-3: the emptied table of 2 MiB of pages waits for the flush; in a strict domain it is back at
    /// once.</summary>
    [Theory]
    [InlineData(DefaultDomainType.Dma, 0)]
    [InlineData(DefaultDomainType.DmaFq, 1)]
    public void Unmap_OfAWholeTable_KeepsItsPageUntilTheFlush(DefaultDomainType type, int kept)
    {
        var test = new TestDomain(type);
        var other = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value;
        var before = test.Unit.Frames.InUse;
        var iova = test.Domain.Map(Hpa, 0x20_0000, DmaAccess.Read, _device)!.Value; // In pages of 4 KiB.
        Assert.Equal(before + 1, test.Unit.Frames.InUse);

        test.Domain.Unmap(iova, 0x20_0000, TimeSpan.Zero);

        Assert.Equal(before + kept, test.Unit.Frames.InUse);
        test.Domain.AdvanceTo(Later);
        Assert.Equal(before, test.Unit.Frames.InUse);
        Assert.True(test.Unit.Translate(other).Granted);
    }

    /// <summary>A table that is merely empty stays where it is: its address may be cached, and its IOVAs are free to
    /// be mapped again.</summary>
    [Fact]
    public void Map_InATableThatAnUnmapHasEmptied_TranslatesThoughTheTableIsCached()
    {
        var test = new TestDomain(DefaultDomainType.DmaFq);
        var first = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value;
        test.Unit.Translate(first);
        test.Domain.Unmap(first, 0x1000, TimeSpan.Zero);

        var second = test.Domain.Map(Hpa + 0x5000, 0x1000, DmaAccess.Read, _device)!.Value;

        Assert.Equal(first - 0x1000, second);
        Assert.Equal(Hpa + 0x5000, test.Unit.Translate(second).Address);
    }

    /// <summary>Where a lower table stays, 2 MiB are mapped through it.</summary>
    [Fact]
    public void Map_LargePageWhereAnEmptyTableStays_Translates()
    {
        var test = new TestDomain(DefaultDomainType.DmaFq);
        var small = test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device)!.Value;
        test.Unit.Translate(small);
        test.Domain.Unmap(small, 0x1000, TimeSpan.Zero);
        test.Domain.AdvanceTo(Later);

        var large = test.Domain.Map(0x4000_0000, 0x20_0000, DmaAccess.Read, _device)!.Value;

        Assert.Equal(small & ~0x1f_ffffUL, large);
        Assert.Equal(0x4000_0000UL + 0x1f_f123, test.Unit.Translate(large + 0x1f_f123).Address);
        Assert.Equal(0x20_0000UL, test.Domain.Unmap(large, 0x20_0000, Later));
    }

    [Theory]
    [InlineData(0x123UL, 0x10UL, 0x1000UL)]
    [InlineData(0xff8UL, 0x10UL, 0x2000UL)]
    [InlineData(0x0UL, 0x3000UL, 0x3000UL)]
    public void Map_PartsOfPages_MapsWholePagesAndKeepsTheOffset(ulong offset, ulong size, ulong bytes)
    {
        var test = new TestDomain(DefaultDomainType.Dma);

        var iova = test.Domain.Map(Hpa + offset, size, DmaAccess.Write, _device)!.Value;

        Assert.Equal(offset, iova & 0xfff);
        Assert.Equal(Hpa + offset + size - 1, test.Unit.Translate(iova + size - 1, DmaAccess.Write).Address);
        Assert.Equal(bytes, test.Domain.Table.MappedBytes);
        Assert.Equal(bytes, test.Domain.Unmap(iova, size, TimeSpan.Zero));
        Assert.Equal(0UL, test.Domain.Table.MappedBytes);
    }

    [Theory]
    [InlineData(Hpa, 0UL, DmaAccess.Read)]
    [InlineData(Hpa, 0x1000UL, DmaAccess.None)]
    [InlineData(PhysicalMemory.WindowBase, 0x1000UL, DmaAccess.Read)]
    [InlineData(0UL, ulong.MaxValue, DmaAccess.Read)]
    [InlineData(0UL, 1UL << 48, DmaAccess.Read)]
    public void Map_BadArguments_IsAnErrorAndTakesNothing(ulong hpa, ulong size, DmaAccess access)
    {
        var test = new TestDomain(DefaultDomainType.DmaFq);

        Assert.Null(test.Domain.Map(hpa, size, access, _device));

        Assert.Equal((0, 0UL), (test.Domain.Iovas.Count, test.Domain.Table.MappedBytes));
    }

    [Theory]
    [InlineData(0x1000UL, 0x2000UL)] // From the second page on.
    [InlineData(0UL, 0x1000UL)]
    [InlineData(0UL, 0x4000UL)]
    [InlineData(0UL, 0UL)]
    [InlineData(0UL, ulong.MaxValue)]
    [InlineData(0x10_0000UL, 0x3000UL)]
    public void Unmap_WhatWasNotMappedLikeThat_WarnsAndChangesNothing(ulong skew, ulong size)
    {
        var test = new TestDomain(DefaultDomainType.Dma);
        var iova = test.Domain.Map(Hpa, 0x3000, DmaAccess.Read, _device)!.Value;

        Assert.Equal(0UL, test.Domain.Unmap(iova + skew, size, TimeSpan.Zero));

        Assert.Equal((1, 0x3000UL), (test.Domain.Warnings, test.Domain.Table.MappedBytes));
    }

    [Fact]
    public void Regions_Direct_AreMappedOneToOneAndNoneIsHandedOut()
    {
        ReservedRegion[] regions =
        [
            new(0xfee0_0000, 0xfeef_ffff, "msi"), new(0xf000_0000, 0xffff_ffff, "reserved"),
            new(0x7000_0000, 0x7000_2fff, "direct"), new(0x7000_2000, 0x703f_ffff, "direct-relaxable"),
        ];
        var test = new TestDomain(DefaultDomainType.DmaFq, regions);

        Assert.Equal(0x7000_0123UL, test.Unit.Translate(0x7000_0123, DmaAccess.Write).Address);
        Assert.Equal(0x703f_ffffUL, test.Unit.Translate(0x703f_ffff).Address);
        Assert.Equal(0x40_0000UL, test.Domain.Table.MappedBytes);
        Assert.False(test.Unit.Translate(0xf000_0000).Granted);
        Assert.Equal(0xefff_f000UL, test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device));
        Assert.Equal(0, test.Domain.Warnings);
    }

    /// <summary>Cleared and given back: nothing is left of a domain.</summary>
    [Fact]
    public void Free_Always_GivesAllTablesBack()
    {
        var test = new TestDomain(DefaultDomainType.DmaFq, [new ReservedRegion(0, 0xff_ffff, "direct")]);
        var iova = test.Domain.Map(Hpa, 0x40_0000, DmaAccess.Read, _device)!.Value;
        test.Domain.Map(Hpa, 0x1000, DmaAccess.Read, _device);
        test.Domain.Unmap(iova, 0x40_0000, TimeSpan.Zero);

        test.Domain.Free();

        Assert.Equal(test.FramesBefore, test.Unit.Frames.InUse);
    }
}

using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>The rows of section 8 that are about IOVAs, without the caches of CPUs.</summary>
public sealed class IovaAllocatorTests
{
    private const ulong Pages4GiB = 1UL << 20;
    private const ulong Last32 = Pages4GiB - 1;
    private const ulong Last48 = (1UL << 48) - 1;

    /// <summary>Sizes one after the other, and where each is put below 4 GiB.</summary>
    public static TheoryData<ulong[], ulong[]> Sequences => new()
    {
        { [1, 1, 1], [0xf_ffff, 0xf_fffe, 0xf_fffd] }, // From the top down.
        { [3, 1], [0xf_fffc, 0xf_fffb] }, // Three are four.
        { [1, 2, 4], [0xf_ffff, 0xf_fffc, 0xf_fff8] }, // As aligned as it is long.
        { [1, 31, 1], [0xf_ffff, 0xf_ffc0, 0xf_ffbf] }, // 31 are 32, and what is above them is left out.
        { [33, 1], [0xf_ffc0, 0xf_ffbf] }, // 33 are 33, on a border of 64.
        { [33, 31, 1], [0xf_ffc0, 0xf_ffa0, 0xf_ff9f] }, // 31 do not fit above the 33: they are 32.
        { [512, 512], [0xf_fe00, 0xf_fc00] }, // 2 MiB.
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void Allocate_OneAfterTheOther_GoesDownInAlignedBlocks(ulong[] sizes, ulong[] pages)
    {
        var iovas = new IovaAllocator();

        Assert.Equal(pages, sizes.Select(size => iovas.Allocate(size, Last32)!.Value));
    }

    [Fact]
    public void Allocate_SmallSpace_NeverGivesPageZero()
    {
        var iovas = new IovaAllocator();

        var pages = Enumerable.Range(0, 4).Select(_ => iovas.Allocate(1, 3)).ToArray();

        Assert.Equal([3UL, 2UL, 1UL, null], pages);
    }

    [Fact]
    public void Allocate_AfterAFree_SearchesFromThereOn()
    {
        var iovas = new IovaAllocator();
        var pages = Enumerable.Range(0, 4).Select(_ => iovas.Allocate(1, Last32)!.Value).ToArray();

        iovas.Free(pages[1]);

        Assert.Equal(pages[1], iovas.Allocate(1, Last32));
        Assert.Equal(pages[3] - 1, iovas.Allocate(1, Last32));
    }

    /// <summary>Room above where the search stands is found by the second search only.</summary>
    [Fact]
    public void Allocate_RoomAboveOnly_IsFoundOnceNothingIsLeftBelow()
    {
        var iovas = new IovaAllocator();
        ulong[] sizes = [8, 4, 2, 1];
        Assert.Equal([8UL, 4UL, 2UL, 1UL], sizes.Select(size => iovas.Allocate(size, 15)!.Value));
        iovas.Free(8);
        Assert.Equal((15UL, 8UL), (iovas.Allocate(1, 15), iovas.Allocate(4, 15))); // 12 to 14 are left, above 8.

        Assert.Equal((12UL, null), (iovas.Allocate(2, 15), iovas.Allocate(2, 15)));
    }

    [Fact]
    public void Allocate_ForADevice_TriesBelow4GiBFirstThenTheWholeMask()
    {
        var iovas = new IovaAllocator();
        var (first, second) = (new DmaDevice(), new DmaDevice());
        iovas.Reserve(2, Last32);

        Assert.Equal(1UL, iovas.Allocate(1, first, Last48));
        Assert.True(first.Prefers32Bits);
        Assert.Equal(Last48 >> 12, iovas.Allocate(1, first, Last48));
        Assert.False(first.Prefers32Bits);
        iovas.Free(1);
        Assert.Equal((Last48 >> 12) - 1, iovas.Allocate(1, first, Last48)); // It has stopped preferring.
        Assert.Equal(1UL, iovas.Allocate(1, second, Last48));
    }

    [Theory]
    [InlineData(0xff_ffffUL, 0xfffUL)] // 24 bits.
    [InlineData(0xffff_ffffUL, 0xf_ffffUL)]
    [InlineData(0x1_ffff_ffffUL, 0xf_ffffUL)] // 33 bits: below 4 GiB all the same.
    public void Allocate_DeviceMask_IsTheLimit(ulong mask, ulong page)
    {
        var device = new DmaDevice(mask);

        Assert.Equal(page, new IovaAllocator().Allocate(1, device, Last48));
        Assert.True(device.Prefers32Bits);
    }

    [Fact]
    public void Allocate_DeviceOf32Bits_FailsWhereOthersGoHigher()
    {
        var iovas = new IovaAllocator();
        iovas.Reserve(0, Last32);

        Assert.Null(iovas.Allocate(1, new DmaDevice(uint.MaxValue), Last48));
        Assert.Equal(Last48 >> 12, iovas.Allocate(1, new DmaDevice(), Last48));
    }

    /// <summary>As many pages, or more, are not looked for until something below 4 GiB is freed; a request for fewer
    /// is.</summary>
    [Fact]
    public void Allocate_FailedBefore_IsRefusedUntilSomethingBelow4GiBIsFreed()
    {
        var iovas = new IovaAllocator();
        iovas.Reserve(9, Last32);
        var low = iovas.Allocate(4, Last32)!.Value; // 4 to 7; 8 and 1 to 3 are free.
        var high = iovas.Allocate(1, Last48 >> 12)!.Value;
        Assert.Equal((4UL, Last48 >> 12), (low, high));

        Assert.Null(iovas.Allocate(4, Last32));
        Assert.Equal(2UL, iovas.Allocate(2, Last32));
        iovas.Free(high);
        Assert.Null(iovas.Allocate(4, Last32));
        iovas.Free(low);

        Assert.Equal(4UL, iovas.Allocate(4, Last32));
    }

    [Fact]
    public void Allocate_FailedBefore_DoesNotConcernLimitsAbove4GiB()
    {
        var iovas = new IovaAllocator();
        iovas.Reserve(1, Last32);

        Assert.Null(iovas.Allocate(1, Last32));
        Assert.Null(iovas.Allocate(1, Last32));
        Assert.Equal(Pages4GiB, iovas.Allocate(1, Pages4GiB));
    }

    [Fact]
    public void Reserve_Overlapping_IsOneRunThatNobodyGets()
    {
        var iovas = new IovaAllocator();
        iovas.Reserve(0xf_ee00, 0xf_eeff);
        iovas.Reserve(0xf_ee80, 0xf_ffff);
        iovas.Reserve(0xf_e000, 0xf_ee00);

        Assert.Equal(1, iovas.Count);
        Assert.Equal(0xf_dfffUL, iovas.Allocate(1, Last32));
        Assert.Throws<InvariantViolationException>(() => iovas.Free(0xf_e000));
    }

    [Fact]
    public void Free_WhatWasNotHandedOut_IsTheCallersBug()
    {
        var iovas = new IovaAllocator();
        var page = iovas.Allocate(2, Last32)!.Value;

        Assert.Throws<InvariantViolationException>(() => iovas.Free(page + 1));
        Assert.Throws<InvariantViolationException>(() => iovas.Free(page - 1));
        iovas.Free(page);
        Assert.Throws<InvariantViolationException>(() => iovas.Free(page));
    }
}

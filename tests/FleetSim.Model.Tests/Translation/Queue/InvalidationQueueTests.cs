using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.Queue;

namespace FleetSim.Model.Tests.Translation.Queue;

/// <summary>Section 1.8: what each descriptor removes, which are bad, and what the registers do.</summary>
public sealed class InvalidationQueueTests
{
    private const ulong Hpa = 0x1_0000_0000;
    private const ushort Other = 9;

    /// <summary>First and second word; pages of domain 5 that are still cached, of 0x10000 to 0x13000; whether the page
    /// of domain 9 is.</summary>
    public static TheoryData<ulong, ulong, int, bool> IotlbDescriptors => new()
    {
        { 0x12, 0, 0b0000, false }, // All.
        { 0x5_0022, 0, 0b0000, true }, // Domain 5.
        { 0x9_0022, 0, 0b1111, false }, // Domain 9.
        { 0x5_00e2, 0, 0b0000, true }, // Domain 5, reads and writes drained.
        { 0x5_0032, 0x1_0000, 0b1110, true }, // One page.
        { 0x5_0032, 0x1_0040, 0b1110, true }, // One page, leaves only.
        { 0x5_0032, 0x1_2001, 0b0011, true }, // Two pages.
        { 0x5_0032, 0x1_0002, 0b0000, true }, // Four pages.
        { 0x9_0032, 0x1_0002, 0b1111, false }, // Four pages of domain 9.
        { 0x5_0032, 18, 0b0000, true }, // 2^MAMV pages.
        { 0x7_0005_0026, 0, 0b0000, true }, // PASID 7 of domain 5: all of it, and more.
        { 0x7_0005_0036, 0x1_1000, 0b1101, true }, // A page of PASID 7.
        { 0x3, 0, 0b1111, true }, // Device-TLB.
        { 0x8, 0, 0b1111, true }, // Device-TLB of a PASID.
        { 0x4, 0, 0b1111, true }, // Interrupt entries.
        { 0x9, 0, 0b1111, true }, // Page-group response.
        { 0x11, 0, 0b1111, true }, // Contexts only.
        { 0x37, 0, 0b1111, true }, // PASID entries only.
    };

    /// <summary>Words, and whether the requester's old context is still used.</summary>
    public static TheoryData<ulong, bool> ContextDescriptors => new()
    {
        { 0x11, false },
        { 0x5_0021, false },
        { 0x300_0000_0031, false },
        { 0x308_0000_0031, true },
        { 0x3_0307_0000_0031, false }, // All functions of 03:00.
        { 0x307_0000_0031, true },
        { 0x5_0007, false },
        { 0x17, false },
        { 0x37, false },
        { 0x12, true },
        { 0x5, true },
    };

    public static TheoryData<ulong, ulong> BadDescriptors => new()
    {
        { 0x0, 0 }, // No type.
        { 0xa, 0 },
        { 0xf, 0 },
        { 0x201, 0 }, // Type 17.
        { 0x1, 0 }, // Granularity 0 of a context cache.
        { 0x2, 0 },
        { 0x5_0006, 0 },
        { 0x5_0016, 0 },
        { 0x27, 0 },
        { 0x5_0032, 19 }, // Mask beyond MAMV.
        { 0x5_0032, 63 },
        { 0x5_0032, 0x1_1001 }, // Two pages at an odd one.
        { 0x5_0036, 0x1_1001 },
        { 0x5_0036, 19 },
        { 0x51, 0 }, // Reserved bits.
        { 0x4_0000_0000_0011, 0 },
        { 0x11, 1 },
        { 0x112, 0 },
        { 0x1_0000_0012, 0 },
        { 0x5_0032, 0x1_0080 },
        { 0x13, 0 },
        { 0x3, 2 },
        { 0x24, 0 },
        { 0x4, 1 },
        { 0x46, 0 },
        { 0x37, 1 },
        { 0x8, 2 },
        { 0x5, 0 }, // A wait for nothing.
        { 0x1025, TestQueue.Status },
        { 0x25, TestQueue.Status + 1 }, // Status at no multiple of 4.
    };

    [Theory]
    [MemberData(nameof(IotlbDescriptors))]
    public void Iotlb_Descriptor_RemovesWhatItNames(ulong low, ulong high, int kept, bool otherKept)
    {
        var test = new TestQueue();
        var other = new Rid(3, 1);
        test.Unit.Attach(other, test.Unit.Table.Root, Other);
        test.Unit.Table.Map(0x1_0000, Hpa, 0x4000, DmaAccess.ReadWrite);
        ulong[] pages = [0x1_0000, 0x1_1000, 0x1_2000, 0x1_3000];
        Assert.All(pages, page => Assert.True(test.Unit.Translate(page).Granted));
        test.Unit.Translate(0x1_0000, rid: other);

        test.Submit(new InvalidationDescriptor(low, high));

        Assert.False(test.Queue.HasError);
        Assert.Equal(0x10UL, test.Queue.Head);
        Assert.Equal(1, test.Queue.Executed((DescriptorType)(low & 0xf)));
        var cached = test.Unit.Hardware.Iotlb.Entries().ToLookup(entry => entry.DomainId, entry => entry.Iova);
        Assert.Equal(pages.Where((_, index) => (kept >> index & 1) != 0), cached[TestUnit.DomainId].Order());
        Assert.Equal(otherKept ? [0x1_0000UL] : [], cached[Other]);
    }

    [Theory]
    [MemberData(nameof(ContextDescriptors))]
    public void Context_Descriptor_DropsTheEntriesThatItNames(ulong low, bool kept)
    {
        var test = new TestQueue();
        test.Unit.Table.Map(0x1_0000, Hpa, 0x1000, DmaAccess.ReadWrite);
        test.Unit.Translate(0x1_0000);
        test.Unit.Write(test.Unit.Context, 0);
        test.Unit.Hardware.InvalidateIotlb();

        test.Submit(new InvalidationDescriptor(low | (low == 5 ? 0x40UL : 0), 0));

        Assert.False(test.Queue.HasError);
        Assert.Equal(kept, test.Unit.Translate(0x1_0000).Granted);
    }

    /// <summary>The head stays on it, what stands behind does not run, and what replaces it does.</summary>
    [Theory]
    [MemberData(nameof(BadDescriptors))]
    public void Bad_Descriptor_StopsTheQueueUntilTheErrorIsCleared(ulong low, ulong high)
    {
        var test = new TestQueue();
        test.Unit.Table.Map(0x1_0000, Hpa, 0x2000, DmaAccess.ReadWrite);
        test.Unit.Translate(0x1_0000);

        test.Submit(
            InvalidationDescriptor.Wait(TestQueue.Status, 1),
            new InvalidationDescriptor(low, high),
            InvalidationDescriptor.Wait(TestQueue.Status + 4, 2));
        test.Submit(InvalidationDescriptor.Iotlb(InvalidationScope.Global));

        Assert.True(test.Queue.HasError);
        Assert.Equal((0x10UL, 0x40UL), (test.Queue.Head, test.Queue.Tail));
        Assert.Equal(1UL, test.Unit.Read(TestQueue.Status));
        Assert.Equal(1, test.Unit.Hardware.Iotlb.Count);
        Assert.False(test.Queue.TryDisable());

        test.Queue.ClearError();
        Assert.True(test.Queue.HasError); // It is still there.
        test.Write(1, InvalidationDescriptor.Iotlb(InvalidationScope.Domain, Other));
        test.Queue.ClearError();

        Assert.False(test.Queue.HasError);
        Assert.Equal(0x40UL, test.Queue.Head);
        Assert.Equal(0x2_0000_0001UL, test.Unit.Read(TestQueue.Status));
        Assert.Equal(0, test.Unit.Hardware.Iotlb.Count);
        Assert.True(test.Queue.TryDisable());
    }

    [Theory]
    [InlineData(0UL, 0xffff_ffff_0000_0007UL)]
    [InlineData(4UL, 0x0000_0007_ffff_ffffUL)]
    public void Wait_StatusWrite_ChangesItsFourBytesOnly(ulong offset, ulong word)
    {
        var test = new TestQueue();
        test.Unit.Write(TestQueue.Status, ulong.MaxValue);

        test.Submit(InvalidationDescriptor.Wait(TestQueue.Status + offset, 7, fences: true));

        Assert.Equal(word, test.Unit.Read(TestQueue.Status));
        Assert.Equal(0, test.Queue.Interrupts);
    }

    [Fact]
    public void Wait_Interrupt_IsOneUntilSoftwareHasLooked()
    {
        var test = new TestQueue();

        test.Submit(new InvalidationDescriptor(0x15, 0), new InvalidationDescriptor(0x15, 0));
        Assert.Equal((1, true), (test.Queue.Interrupts, test.Queue.HasCompletedWait));
        test.Queue.ClearCompletedWait();
        test.Submit(new InvalidationDescriptor(0x7_0000_0035, TestQueue.Status));

        Assert.Equal((2, true), (test.Queue.Interrupts, test.Queue.HasCompletedWait));
        Assert.Equal(7UL, test.Unit.Read(TestQueue.Status));
    }

    [Fact]
    public void Wait_StatusWhereNoMemoryIs_StopsTheQueue()
    {
        var memory = new PhysicalMemory((0, 0xf_ffff));
        var queue = new InvalidationQueue(
            new RemappingHardware(VtdCapabilities.Of(AddressWidth.Bits48), memory));
        memory.TryWrite(0, 0x25);
        memory.TryWrite(8, 0x10_0000);
        queue.Enable();

        queue.SetTail(0x10);

        Assert.True(queue.HasError);
        Assert.Equal(0UL, queue.Head);
    }

    /// <summary>Pages of tables come in pieces of 64 KiB; 40 of them are two pieces and a half of a window of
    /// four.</summary>
    [Fact]
    public void Wait_StatusWhereNoTableIsYet_StopsTheQueue()
    {
        var test = new TestQueue();
        for (var frame = 0; frame < 40; frame++)
        {
            test.Unit.Frames.Take();
        }

        test.Submit(InvalidationDescriptor.Wait(PhysicalMemory.WindowBase + 0x3_0000, 1));

        Assert.True(test.Queue.HasError);
    }

    [Fact]
    public void Queue_WhereNoMemoryIs_StopsAtOnce()
    {
        var memory = new PhysicalMemory((0, 0xf_ffff));
        var queue = new InvalidationQueue(
            new RemappingHardware(VtdCapabilities.Of(AddressWidth.Bits48), memory));
        queue.SetAddress(0x10_0000);
        queue.Enable();

        queue.SetTail(0x10);

        Assert.True(queue.HasError);
    }

    [Theory]
    [InlineData(false, 0, 256)]
    [InlineData(false, 7, 32768)]
    [InlineData(true, 0, 128)]
    [InlineData(true, 7, 16384)]
    public void Queue_Full_RunsAroundItsEnd(bool wide, int size, int entries)
    {
        var test = new TestQueue(wide, size);
        var wait = InvalidationDescriptor.Wait(TestQueue.Status, 1);

        test.Submit([.. Enumerable.Repeat(wait, entries - 1)]);
        test.Submit(wait, wait, wait);

        Assert.Equal(entries, test.Queue.Entries);
        Assert.Equal(entries + 2, test.Queue.Executed(DescriptorType.Wait));
        Assert.Equal(wide ? 0x40UL : 0x20UL, test.Queue.Head);
    }

    [Fact]
    public void Queue_Wide_RefusesReservedWords()
    {
        var test = new TestQueue(wide: true);

        test.Submit(InvalidationDescriptor.Iotlb(InvalidationScope.Global), new InvalidationDescriptor(0x12, 0, 0, 1));

        Assert.True(test.Queue.HasError);
        Assert.Equal(0x20UL, test.Queue.Head);
    }

    /// <summary>Behind the end of 256 entries of 16 bytes, and of 128 of 32; between two of 32.</summary>
    [Theory]
    [InlineData(false, 0x1000UL)]
    [InlineData(true, 0x1000UL)]
    [InlineData(true, 0x30UL)]
    public void SetTail_NoDescriptorOfTheQueue_IsAnErrorAndNothingRuns(bool wide, ulong tail)
    {
        var test = new TestQueue(wide);
        test.Write(0, InvalidationDescriptor.Wait(TestQueue.Status, 1));

        test.Queue.SetTail(tail);
        Assert.True(test.Queue.HasError);
        Assert.Equal(0UL, test.Unit.Read(TestQueue.Status));
        test.Queue.SetTail(0x20);
        test.Write(1, InvalidationDescriptor.Wait(TestQueue.Status, 1));
        test.Queue.ClearError();

        Assert.False(test.Queue.HasError);
        Assert.Equal(1UL, test.Unit.Read(TestQueue.Status));
    }

    [Fact]
    public void Enable_TailMovedBefore_Runs()
    {
        var test = new TestQueue();
        Assert.True(test.Queue.TryDisable());
        test.Submit(InvalidationDescriptor.Wait(TestQueue.Status, 1));
        Assert.Equal(0UL, test.Unit.Read(TestQueue.Status));

        test.Queue.Enable();

        Assert.Equal((1UL, 0x10UL), (test.Unit.Read(TestQueue.Status), test.Queue.Head));
        Assert.True(test.Queue.TryDisable());
        Assert.Equal(0UL, test.Queue.Head);
    }

    [Fact]
    public void Registers_WhileTheQueueIsOn_AreTheCallersBug()
    {
        var queue = new TestQueue().Queue;
        var everything = HardwareCommand.InvalidateIotlb(InvalidationScope.Global);

        Assert.Throws<InvariantViolationException>(() => queue.ExecuteByRegister(everything));
        Assert.Throws<InvariantViolationException>(() => queue.SetAddress(0));
        Assert.True(queue.ExecuteByRegister(HardwareCommand.Restart()));
        Assert.True(queue.TryDisable());
        Assert.True(queue.ExecuteByRegister(everything));
    }

    /// <summary>The words that a driver writes.</summary>
    [Fact]
    public void Descriptors_AreTheWordsOfTheFieldTable()
    {
        var source = new Rid(3, 7);

        Assert.Equal(
            new InvalidationDescriptor(0x2_0307_0005_0031, 0),
            InvalidationDescriptor.ContextCache(InvalidationScope.Device, 5, source, 2));
        Assert.Equal(
            new InvalidationDescriptor(0x5_0032, 0x1_0049),
            InvalidationDescriptor.Pages(5, new InvalidationRange(0x1_0000, 9), leavesOnly: true));
        Assert.Equal(
            new InvalidationDescriptor(0x2_0000_0065, 0x1234_5678),
            InvalidationDescriptor.Wait(0x1234_5678, 2, fences: true));
    }
}

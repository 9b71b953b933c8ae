using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation;

/// <summary>What the recordings cannot show: other widths, caches, faults that overflow, PASIDs.</summary>
public sealed class RemappingHardwareTests
{
    private const ulong Hpa = 0x1_2345_6000;

    public static TheoryData<int> Widths => [39, 48, 57, 64];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Translate_LastPageOfTheWidth_IsFoundAndTheNextFaults(int bits)
    {
        var unit = new TestUnit(AddressWidth.Covering(bits));
        var last = unit.Width.LastIova & ~0xfffUL;
        Assert.Equal(Errno.None, unit.Table.Map(last, Hpa, 0x1000, DmaAccess.ReadWrite));

        Assert.Equal(Hpa + 0x123, unit.Translate(last + 0x123).Address);
        if (bits < 64)
        {
            Assert.Equal(FaultReason.BeyondAddressWidth, unit.Translate(last + 0x1000).Reason);
        }
    }

    [Theory]
    [InlineData(0x1000UL)]
    [InlineData(0x20_0000UL)]
    [InlineData(0x4000_0000UL)]
    public void Translate_SecondTime_IsAHitWithTheSameAddress(ulong pageSize)
    {
        var unit = new TestUnit();
        unit.Table.Map(pageSize, 8 * pageSize, pageSize, DmaAccess.ReadWrite);

        var first = unit.Translate(pageSize + 0xabc);
        var second = unit.Translate(pageSize + 0xdef);

        Assert.Equal((8 * pageSize) + 0xabc, first.Address);
        Assert.Equal((8 * pageSize) + 0xdef, second.Address);
        Assert.Equal((false, true), (first.Cached, second.Cached));
        Assert.Equal((1, 1), (unit.Hardware.Hits, unit.Hardware.Misses));
    }

    [Fact]
    public void Translate_CachedPageWithoutThePermission_FaultsAsTheWalkWould()
    {
        var unit = new TestUnit();
        unit.Table.Map(0x1000, Hpa, 0x1000, DmaAccess.Read);
        unit.Translate(0x1000);

        var write = unit.Translate(0x1000, DmaAccess.Write);

        Assert.Equal(FaultReason.NoWrite, write.Reason);
        Assert.Equal(
            new FaultRecord(FaultReason.NoWrite, TestUnit.Nic, 0x1000, Write: true), unit.Hardware.Faults.Take().Single());
    }

    /// <summary>An atomic operation reads and writes; the reason names what is missing, a write first.</summary>
    [Theory]
    [InlineData(DmaAccess.Read, FaultReason.NoWrite)]
    [InlineData(DmaAccess.Write, FaultReason.NoRead)]
    [InlineData(DmaAccess.ReadWrite, FaultReason.None)]
    public void Translate_AtomicAccess_NeedsBothPermissions(DmaAccess allowed, FaultReason reason)
    {
        var unit = new TestUnit();
        unit.Table.Map(0x1000, Hpa, 0x1000, allowed);

        Assert.Equal(reason, unit.Translate(0x1000, DmaAccess.ReadWrite).Reason);
    }

    /// <summary>TR-3: a table pointer may stay cached until it is invalidated without IH.</summary>
    [Fact]
    public void InvalidatePages_LeavesOnly_KeepsTablePointers()
    {
        var unit = new TestUnit();
        unit.Table.Map(0x1000, Hpa, 0x2000, DmaAccess.ReadWrite);
        unit.Translate(0x1000);
        var level2 = unit.Read(unit.Read(unit.Read(unit.Table.Root) & ~0xfffUL) & ~0xfffUL);
        unit.Write(unit.Read(unit.Read(unit.Table.Root) & ~0xfffUL) & ~0xfffUL, 0);

        unit.Hardware.InvalidateIotlb(TestUnit.DomainId, 0, 2, leavesOnly: true);
        var stale = unit.Translate(0x2000);
        unit.Hardware.InvalidateIotlb(TestUnit.DomainId, 0, 2);
        var fresh = unit.Translate(0x2000);

        Assert.NotEqual(0UL, level2);
        Assert.Equal(Hpa + 0x1000, stale.Address);
        Assert.Equal(FaultReason.NoRead, fresh.Reason);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 4, true)]
    [InlineData(2, 2, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, 7, true)]
    public void InvalidateContext_FunctionMask_IgnoresTheBitsItNames(int mask, int function, bool dropped)
    {
        var unit = new TestUnit();
        var other = new Rid(3, (byte)function);
        unit.Attach(other, unit.Table.Root, TestUnit.DomainId);
        unit.Table.Map(0x1000, Hpa, 0x1000, DmaAccess.ReadWrite);
        unit.Translate(0x1000, rid: other);
        unit.Write(unit.Context + (16UL * other.Devfn), 0);
        unit.Hardware.InvalidateIotlb();

        unit.Hardware.InvalidateContext(new Rid(3, 0), mask);

        var isSame = function == 0;
        Assert.Equal(dropped || isSame, !unit.Translate(0x1000, rid: other).Granted);
    }

    [Fact]
    public void Faults_MoreRequestersThanRecords_OverflowAndAreDropped()
    {
        var unit = new TestUnit();
        for (var devfn = 1; devfn <= 9; devfn++)
        {
            unit.Translate(0x1000, rid: new Rid(3, (byte)devfn));
            unit.Translate(0x2000, rid: new Rid(3, (byte)devfn)); // The same requester has one pending.
        }

        Assert.True(unit.Hardware.Faults.HasOverflowed);
        Assert.Equal(18, unit.Hardware.Faults.Blocked);
        var records = unit.Hardware.Faults.Take();
        Assert.Equal(Enumerable.Range(1, 8).Select(devfn => new Rid(3, (byte)devfn)), records.Select(record => record.Source));
        Assert.All(records, record => Assert.Equal(FaultReason.ContextNotPresent, record.Reason));
        Assert.False(unit.Hardware.Faults.HasOverflowed);
        Assert.False(unit.Hardware.Faults.IsPending);
    }

    [Fact]
    public void Translate_InterruptRange_AccessesNothingAndRecordsNothing()
    {
        var unit = new TestUnit();

        var outcomes = new[] { DmaAccess.Read, DmaAccess.Write }.Select(access => unit.Translate(0xfee0_1000, access).Outcome);

        Assert.Equal([TranslationOutcome.Interrupt, TranslationOutcome.Interrupt], outcomes);
        Assert.Equal(0, unit.Hardware.Faults.Blocked);
    }

    [Theory]
    [InlineData(0xfee0_0000UL, 0x1000UL)]
    [InlineData(0xfee0_0000UL, 0x20_0000UL)]
    [InlineData(0xc000_0000UL, 0x4000_0000UL)]
    public void Translate_PageInTheInterruptRange_IsBlocked(ulong hpa, ulong size)
    {
        var unit = new TestUnit();
        unit.Table.Map(0x4000_0000, hpa, size, DmaAccess.ReadWrite);

        Assert.Equal(FaultReason.ScalableInterruptAddress, unit.Translate(0x4000_0000).Reason);
    }

    [Fact]
    public void Translate_PasidInLegacyMode_IsBlockedWhereTheSameWithoutPasses()
    {
        var unit = new TestUnit();
        unit.Table.Map(0x1000, Hpa, 0x1000, DmaAccess.ReadWrite);

        var without = unit.Translate(0x1234);
        var with = unit.Hardware.Translate(TranslationRequest.WithPasid(0x1234, TestUnit.Nic, DmaAccess.Read, 1));

        Assert.Equal(Hpa + 0x234, without.Address);
        Assert.Equal(FaultReason.PasidInLegacyMode, with.Reason);
        Assert.Equal(1u, unit.Hardware.Faults.Take().Single().Pasid);
    }

    /// <summary>Section 2: directory, table, and both stages behind them.</summary>
    [Fact]
    public void Translate_ScalableMode_PasidsHaveTheirOwnTables()
    {
        var unit = new TestUnit();
        var tables = ScalableTables(unit);
        unit.Table.Map(0x1000, Hpa, 0x1000, DmaAccess.ReadWrite);
        unit.Write(tables.PasidTable, unit.Table.Root | (2UL << 6) | (2UL << 2) | 1);
        unit.Write(tables.PasidTable + 8, 9);
        var pml4 = FirstStage(unit, 0x7000, 0x9_9000, writable: true);
        unit.Write(tables.PasidTable + 64, (1UL << 6) | 1);
        unit.Write(tables.PasidTable + 64 + 8, 10);
        unit.Write(tables.PasidTable + 64 + 16, pml4);

        var withoutPasid = unit.Translate(0x1234);
        var withPasid = unit.Hardware.Translate(
            TranslationRequest.WithPasid(0x7008, TestUnit.Nic, DmaAccess.Write, 1));
        var absent = unit.Hardware.Translate(
            TranslationRequest.WithPasid(0x7008, TestUnit.Nic, DmaAccess.Write, 2));
        var tooLarge = unit.Hardware.Translate(
            TranslationRequest.WithPasid(0x7008, TestUnit.Nic, DmaAccess.Write, 64 * 128));

        Assert.Equal(Hpa + 0x234, withoutPasid.Address);
        Assert.Equal(0x9_9008UL, withPasid.Address);
        Assert.Equal(FaultReason.PasidEntryNotPresent, absent.Reason);
        Assert.Equal(FaultReason.PasidTooLarge, tooLarge.Reason);
    }

    [Fact]
    public void Translate_FirstStage_SetsAccessedAndDirty()
    {
        var unit = new TestUnit();
        var tables = ScalableTables(unit);
        var pml4 = FirstStage(unit, 0x7000, 0x9_9000, writable: true);
        unit.Write(tables.PasidTable, (1UL << 6) | 1);
        unit.Write(tables.PasidTable + 16, pml4);

        unit.Translate(0x7000);
        var afterRead = unit.Read(LeafOf(unit, pml4));
        unit.Translate(0x7000, DmaAccess.Write);
        var afterWrite = unit.Read(LeafOf(unit, pml4));

        Assert.Equal(0x9_9000UL | 0x27, afterRead);
        Assert.Equal(0x9_9000UL | 0x67, afterWrite);
    }

    [Theory]
    [InlineData(0x0000_8000_0000_0000UL, FaultReason.NotCanonical)]
    [InlineData(0x0000_0000_0000_9000UL, FaultReason.FirstStageNotPresent)]
    public void Translate_FirstStage_Faults(ulong iova, FaultReason reason)
    {
        var unit = new TestUnit();
        var tables = ScalableTables(unit);
        unit.Write(tables.PasidTable, (1UL << 6) | 1);
        unit.Write(tables.PasidTable + 16, FirstStage(unit, 0x7000, 0x9_9000, writable: false));

        Assert.Equal(reason, unit.Translate(iova).Reason);
        Assert.Equal(FaultReason.ScalableNoWrite, unit.Translate(0x7000, DmaAccess.Write).Reason);
    }

    /// <summary>Section 7: a write through a cached clean page walks once more, to set the dirty bit.</summary>
    [Fact]
    public void Translate_TrackedDomain_WritesSetDirtyBitsThatAreReadAndCleared()
    {
        var unit = new TestUnit();
        var tables = ScalableTables(unit);
        unit.Table.Map(0, 0x10_0000, 0x8000, DmaAccess.ReadWrite);
        unit.Write(tables.PasidTable, unit.Table.Root | (2UL << 6) | (1UL << 9) | (2UL << 2) | 1);
        unit.Write(tables.PasidTable + 8, TestUnit.DomainId);
        Span<ulong> bitmap = stackalloc ulong[1];

        unit.Translate(0x1000);
        unit.Translate(0x2000);
        unit.Translate(0x2000, DmaAccess.Write);
        unit.Translate(0x5000, DmaAccess.Write);
        unit.Table.ReadDirty(0, 0x8000, 0x1000, bitmap, clear: true);
        var first = bitmap[0];
        unit.Hardware.InvalidateIotlb(TestUnit.DomainId);
        bitmap.Clear();
        unit.Translate(0x5000, DmaAccess.Write);
        unit.Table.ReadDirty(0, 0x8000, 0x1000, bitmap, clear: false);

        Assert.Equal(0b0010_0100UL, first);
        Assert.Equal(0b0010_0000UL, bitmap[0]);
    }

    [Fact]
    public void Translate_TranslationRequestOfADeviceWithoutAts_IsBlocked()
    {
        var unit = new TestUnit();
        unit.Table.Map(0x1000, Hpa, 0x1000, DmaAccess.ReadWrite);

        var result = unit.Hardware.Translate(
            new TranslationRequest(0x1000, TestUnit.Nic, DmaAccess.Read, RequestKind.Translation));

        Assert.Equal(FaultReason.RequestBlocked, result.Reason);
    }

    /// <summary>Root, context, directory and table; requests without a PASID use PASID 0.</summary>
    private static (ulong PasidTable, ulong Directory) ScalableTables(TestUnit unit)
    {
        var (context, directory, table) = (unit.Frames.Take(), unit.Frames.Take(), unit.Frames.Take());
        unit.Write(unit.Root + (16UL * TestUnit.Nic.Bus), context | 1);
        unit.Write(context, directory | (1 << 3) | 1);
        unit.Write(directory, table | 1);
        unit.Hardware.SetRootTable(unit.Root | (1 << 10));
        return (table, directory);
    }

    private static ulong FirstStage(TestUnit unit, ulong iova, ulong frame, bool writable)
    {
        var top = unit.Frames.Take();
        var table = top;
        for (var level = 4; level > 1; level--)
        {
            var lower = unit.Frames.Take();
            unit.Write(table + (((iova >> (3 + (9 * level))) & 511) << 3), lower | 7);
            table = lower;
        }

        unit.Write(table + (((iova >> 12) & 511) << 3), frame | (writable ? 7UL : 5UL));
        return top;
    }

    private static ulong LeafOf(TestUnit unit, ulong top)
    {
        var table = top;
        for (var level = 4; level > 1; level--)
        {
            table = unit.Read(table) & SecondStageEntry.AddressBits;
        }

        return table + (7 << 3);
    }
}

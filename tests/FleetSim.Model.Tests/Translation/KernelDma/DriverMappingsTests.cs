using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>A group's default domain at a unit, while drivers map in it and others do what they do to the group.</summary>
public sealed class DriverMappingsTests
{
    private const int Group = 3;
    private const ulong Hpa = 0x1_2345_6000;
    private const ulong Page = 0x1000;

    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");
    private static readonly Rid Rid = new(1, 0);
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(10);

    /// <summary>Nothing costs anything before a driver maps.</summary>
    [Fact]
    public void Execute_FirstMapping_BringsTheHardware()
    {
        var unit = Unit(DefaultDomainType.Dma);
        Assert.Equal(0UL, unit.TableBytes);

        var iova = Map(unit);

        Assert.Equal(Hpa + 0x123, Reached(unit, iova + 0x123));
        Assert.False(unit.AwaitsFlush);
    }

    /// <summary>An attached domain in which nobody maps is a table and no more.</summary>
    [Fact]
    public void Translate_NothingMapped_TakesNoTablesBelowTheTop()
    {
        var unit = Unit(DefaultDomainType.Dma);

        Assert.Equal(0UL, Reached(unit, Page));

        Assert.Equal(3 * Page, unit.TableBytes); // Root, context, and the top of the domain's table.
    }

    [Theory]
    [InlineData(DefaultDomainType.Dma, false)]
    [InlineData(DefaultDomainType.DmaFq, true)]
    public void Unmap_CachedPage_TranslatesUntilTheFlushIfLazy(DefaultDomainType type, bool stale)
    {
        var unit = Unit(type);
        var iova = Map(unit);
        Reached(unit, iova);

        var reply = unit.Execute(Signed(KernelDmaCall.UnmapOne(iova, Page)), TimeSpan.Zero);

        Assert.Equal((Page, 0), (reply.UnmappedBytes, reply.Warnings));
        Assert.Equal((stale, stale ? Hpa : 0), (unit.AwaitsFlush, Reached(unit, iova)));
        unit.AdvanceTo(Later - TimeSpan.FromTicks(1));
        Assert.Equal(stale ? Hpa : 0, Reached(unit, iova));
        unit.AdvanceTo(Later);
        Assert.Equal((false, 0UL), (unit.AwaitsFlush, Reached(unit, iova)));
    }

    /// <summary>The time of a call counts before the call does.</summary>
    [Fact]
    public void Map_WhenTheTimerHasExpired_ReusesTheIova()
    {
        var unit = Unit(DefaultDomainType.DmaFq);
        var iova = Map(unit);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(iova, Page)), TimeSpan.Zero);

        var early = Map(unit, now: Later - TimeSpan.FromTicks(1));
        var late = Map(unit, now: Later);

        Assert.Equal((iova - Page, iova), (early, late));
    }

    /// <summary>Two groups, two timers: the earlier one is not forgotten for the later.</summary>
    [Fact]
    public void AdvanceTo_TwoLazyDomains_EachIsFlushedAtItsTime()
    {
        var unit = Unit(DefaultDomainType.DmaFq);
        Rid other = new(2, 0);
        Attach(unit, DefaultDomainType.DmaFq, group: 4, rid: other);
        var (one, two) = (Map(unit), Map(unit, group: 4, rid: other));
        Reached(unit, one);
        Reached(unit, two, other);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(one, Page)), TimeSpan.Zero);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(two, Page), 4, other), TimeSpan.FromMilliseconds(4));

        unit.AdvanceTo(Later);
        Assert.Equal((0UL, Hpa), (Reached(unit, one), Reached(unit, two, other)));
        unit.AdvanceTo(TimeSpan.FromMilliseconds(14));

        Assert.Equal((0UL, false), (Reached(unit, two, other), unit.AwaitsFlush));
    }

    [Fact]
    public void Execute_TheSameCallTwice_IsDoneOnce()
    {
        var unit = Unit(DefaultDomainType.Dma);
        var call = Signed(KernelDmaCall.MapOne(Hpa, Page)) with { Id = new OperationId(7) };

        var (first, second) = (unit.Execute(call, TimeSpan.Zero), unit.Execute(call, TimeSpan.Zero));
        var next = unit.Execute(call with { Id = new OperationId(8) }, TimeSpan.Zero);

        Assert.Same(first, second);
        Assert.Equal(first.Addresses[0] - Page, next.Addresses[0]);
    }

    [Fact]
    public void Execute_UnmapOfWhatIsNotMapped_WarnsAndMapsTheRest()
    {
        var unit = Unit(DefaultDomainType.Dma);

        var reply = unit.Execute(
            Signed(new KernelDmaCall(
                [new DmaRange(Page, Page, 0, false, false)],
                [new DmaRange(0, 0, Hpa, true, true), new DmaRange(0, Page, Hpa, true, false)])),
            TimeSpan.Zero);

        Assert.Equal((1, 0UL, KernelDmaReply.MappingError), (reply.Warnings, reply.UnmappedBytes, reply.Addresses[0]));
        Assert.Equal(Hpa, Reached(unit, reply.Addresses[1]));
    }

    [Fact]
    public void Map_DeviceOf24Bits_FindsItBelow16MiB()
    {
        var unit = Unit(DefaultDomainType.Dma);
        var call = Signed(KernelDmaCall.MapOne(Hpa, Page)) with { Mask = 0xff_ffff };

        Assert.Equal(0xff_f000UL, unit.Execute(call, TimeSpan.Zero).Addresses[0]);
    }

    /// <summary>A user comes and goes: blocked meanwhile, and then what drivers have mapped is there again.</summary>
    [Fact]
    public void Attach_BlockedAndBack_TheMappingsAreThereAgain()
    {
        var unit = Unit(DefaultDomainType.Dma);
        var iova = Map(unit);
        Reached(unit, iova);

        unit.Execute(new UnitCall(Group, Domain.Blocking) { Type = DefaultDomainType.Dma });
        Assert.Equal(0UL, Reached(unit, iova));
        var under = unit.Execute(Signed(KernelDmaCall.MapOne(Hpa + Page, Page)), TimeSpan.Zero).Addresses[0];
        Assert.Equal(0UL, Reached(unit, under));
        unit.Execute(new UnitCall(Group, Domain.Default) { Type = DefaultDomainType.Dma });

        Assert.Equal((Hpa, Hpa + Page), (Reached(unit, iova), Reached(unit, under)));
    }

    /// <summary>The live domain gets a flush queue; what is mapped stays, and from then on it is lazy.</summary>
    [Theory]
    [InlineData(DomainKind.Default)]
    [InlineData(DomainKind.Blocking)]
    public void ChangeType_StrictToLazy_KeepsTheDomain(DomainKind attached)
    {
        var unit = Unit(DefaultDomainType.Dma);
        var (iova, other) = (Map(unit), Map(unit));

        unit.Execute(new UnitCall(Group, new Domain(attached)) { Type = DefaultDomainType.DmaFq });
        unit.Execute(new UnitCall(Group, Domain.Default) { Type = DefaultDomainType.DmaFq });

        Assert.Equal([Hpa, Hpa], [Reached(unit, iova), Reached(unit, other)]);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(iova, Page)), TimeSpan.Zero);
        Assert.Equal(Hpa, Reached(unit, iova));
    }

    [Theory]
    [InlineData(DefaultDomainType.Dma)]
    [InlineData(DefaultDomainType.Identity)]
    public void ChangeType_LazyToAnother_ReplacesTheDomain(DefaultDomainType type)
    {
        var unit = Unit(DefaultDomainType.DmaFq);
        var (iova, queued) = (Map(unit), Map(unit));
        Reached(unit, iova);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(queued, Page)), TimeSpan.Zero);

        unit.Execute(new UnitCall(Group, Domain.Default) { Type = type });

        Assert.Equal(type == DefaultDomainType.Identity ? iova : 0, Reached(unit, iova));
        Assert.False(unit.AwaitsFlush);
        Assert.Empty(unit.Stale());
        Assert.Equal(type == DefaultDomainType.Identity ? Hpa : iova, Map(unit));
    }

    [Fact]
    public void Detach_LastDeviceOfTheGroup_GivesAllTablesBack()
    {
        var unit = Unit(DefaultDomainType.DmaFq);
        var before = unit.TableBytes;
        Reached(unit, 0);
        var attached = unit.TableBytes;
        Map(unit);
        var queued = Map(unit);
        unit.Execute(Signed(KernelDmaCall.UnmapOne(queued, Page)), TimeSpan.Zero);

        unit.Execute(new UnitCall(Group, default, [], [Rid]));

        Assert.Equal((0UL, attached - Page, false), (before, unit.TableBytes, unit.AwaitsFlush));
        Assert.True(unit.Execute(Signed(KernelDmaCall.MapOne(Hpa, Page)), TimeSpan.Zero).Unknown);
    }

    /// <summary>A unit that begins anew hands out the same addresses again: who has mapped before must hear of it, and
    /// its device must not reach what has them now.</summary>
    [Fact]
    public void Execute_UnitBeganAnew_ToldSoAndTranslatesNothingForIt()
    {
        var old = Unit(DefaultDomainType.Dma);
        var first = old.Execute(Signed(KernelDmaCall.MapOne(Hpa, Page)), TimeSpan.Zero);
        var unit = Unit(DefaultDomainType.Dma, life: 2);

        var told = unit.Execute(
            Signed(KernelDmaCall.UnmapOne(first.Addresses[0], Page)) with { Life = first.Life }, TimeSpan.Zero);
        Assert.Equal(first.Addresses[0], Map(unit));
        var batch = new TranslationBatch([new TranslationRequest(first.Addresses[0], Rid, DmaAccess.Read)])
        {
            Domain = Domain.Default,
            Changes = first.Life,
        };

        Assert.Equal((true, false, 2UL), (told.Forgotten, told.Granted, told.Life));
        Assert.Equal(Errno.ENODEV, unit.Translate(batch).Errno);
        batch.Changes = told.Life;
        Assert.Equal(Errno.None, unit.Translate(batch).Errno);
    }

    /// <summary>A floppy behind an ISA bridge does DMA before its driver maps anything.</summary>
    [Fact]
    public void Attach_GroupWithAnIsaBridge_ItsMemoryIsMappedOneToOne()
    {
        var unit = new IommuUnit(HostIommu.Of(IommuKind.Intel, null), UnitState.Empty);
        unit.Execute(new UnitCall(Group, Domain.Default, [new RidAttachment(Rid, Domain.Default)], [])
        {
            Type = DefaultDomainType.Dma,
            IsComplete = true,
            HasIsaBridge = true,
        });

        Assert.Equal(
            (0x1234UL, 0xff_ffffUL, 0UL), (Reached(unit, 0x1234), Reached(unit, 0xff_ffff), Reached(unit, 0x100_0000)));
        var call = Signed(KernelDmaCall.MapOne(Hpa, Page)) with { Mask = 0xff_ffff };
        Assert.Equal(KernelDmaReply.MappingError, unit.Execute(call, TimeSpan.Zero).Addresses[0]);
    }

    private static IommuUnit Unit(DefaultDomainType type, ulong life = 1)
    {
        var unit = new IommuUnit(HostIommu.Of(IommuKind.IntelNoCachingMode, null), UnitState.Empty, life);
        Attach(unit, type, Group, Rid);
        return unit;
    }

    private static void Attach(IommuUnit unit, DefaultDomainType type, int group, Rid rid) =>
        unit.Execute(new UnitCall(group, Domain.Default, [new RidAttachment(rid, Domain.Default)], [])
        {
            Type = type,
            IsComplete = true,
        });

    private static KernelDmaCall Signed(KernelDmaCall call, int group = Group, Rid? rid = null) =>
        call with { Sender = new KernelDmaSender(group, Nic, rid ?? Rid) };

    private static ulong Map(IommuUnit unit, int group = Group, Rid? rid = null, TimeSpan now = default) =>
        unit.Execute(Signed(KernelDmaCall.MapOne(Hpa, Page), group, rid), now).Addresses[0];

    private static ulong Reached(IommuUnit unit, ulong iova, Rid? rid = null)
    {
        var results = new TranslationResult[1];
        unit.Translate([new TranslationRequest(iova, rid ?? Rid, DmaAccess.Read)], results);
        return results[0].Address;
    }
}

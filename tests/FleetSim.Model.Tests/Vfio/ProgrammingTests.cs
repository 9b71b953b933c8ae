using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>How the units of a container learn what it maps, whatever they have lost.</summary>
public sealed class ProgrammingTests
{
    private const ulong Memory = 0x7f00_0000_0000;
    private const ulong Frames = 0x40_0000_0000;
    private const ulong Page = 0x1000;

    private static readonly Rid Nic = new(1, 0);
    private static readonly GroupReply InContainer =
        new(Errno.None, Value: (int)(VfioStatus.Viable | VfioStatus.ContainerSet));

    private static readonly HostIommu Iommu = HostIommu.Of(IommuKind.Intel, null);

    private readonly Domain _domain = Domain.Private(1, OwnerCookie.OfProcess("vm"));

    /// <summary>The unit begins anew between two calls: it hears of the group again, then of all mappings.</summary>
    [Fact]
    public void MapDma_UnitHasLostEverything_HearsOfTheGroupAndOfAllMappings()
    {
        var unit = Mapped(Attached(), out var space);
        var anew = new IommuUnit(Iommu, UnitState.Empty);

        var move = AddressSpaceProtocol.Begin(space, Map(0x20_0000));
        move = AddressSpaceProtocol.Next(move.State, InContainer);
        var asked = new List<string>();
        while (move.Call is { } order)
        {
            asked.Add(order.ToUnit is { } change ? $"{change}" : $"{order.ToGroup!.Verb}");
            move = order.ToUnit is null
                ? Reattached(anew, move)
                : AddressSpaceProtocol.Next(move.State, anew.Execute(order.ToUnit));
        }

        Assert.Equal(
            [$"{_domain}: 0 unmapped, 1 mapped", $"{_domain}: 2 mapped", "Reattach", $"{_domain}: 2 mapped"], asked);
        Assert.Equal(Errno.None, move.Reply.Errno);
        Assert.Equal([Frames, Frames + Page], Addresses(anew, 0x10_0000, 0x20_0000));
        Assert.Equal([Frames, 0UL], Addresses(unit, 0x10_0000, 0x20_0000));
    }

    /// <summary>An answer that got lost: the unit is told again, and does it once.</summary>
    [Fact]
    public void MapDma_ToldTwice_IsDoneOnce()
    {
        var unit = Mapped(Attached(), out var space);
        var move = AddressSpaceProtocol.Next(AddressSpaceProtocol.Begin(space, Map(0x20_0000)).State, InContainer);

        var first = unit.Execute(move.Call!.ToUnit!);
        var second = unit.Execute(AddressSpaceProtocol.Resume(move.State).Call!.ToUnit!);

        Assert.Equal((new DomainReply(Errno.None), new DomainReply(Errno.None)), (first, second));
        Assert.Equal([Frames, Frames + Page], Addresses(unit, 0x10_0000, 0x20_0000));
    }

    /// <summary>What is unmapped is no longer translated when the process hears so, cached or not.</summary>
    [Fact]
    public void UnmapDma_CachedPage_FaultsFromThenOn()
    {
        var unit = Mapped(Attached(), out var space);
        Assert.Equal([Frames], Addresses(unit, 0x10_0000));

        var move = AddressSpaceProtocol.Begin(
            space, AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.None, 0x10_0000, Page));
        move = AddressSpaceProtocol.Next(move.State, InContainer);
        Assert.Equal(1, move.State.Containers[1].Iommu!.Mappings.Count);
        move = AddressSpaceProtocol.Next(move.State, unit.Execute(move.Call!.ToUnit!));

        Assert.Equal((Errno.None, Page), (move.Reply.Errno, move.Reply.Size));
        Assert.Equal(0, move.State.Containers[1].Iommu!.Mappings.Count);
        Assert.Equal([0UL], Addresses(unit, 0x10_0000));
    }

    /// <summary>Under the policy's other domains nothing of the old one is left: INV-15, INV-16.</summary>
    [Theory]
    [InlineData(DomainKind.Default)]
    [InlineData(DomainKind.Blocking)]
    public void Execute_GroupLeavesTheDomain_NothingOfItIsReachedAndItsTablesAreFreed(DomainKind kind)
    {
        var unit = Mapped(Attached(), out _);
        Assert.Equal([Frames], Addresses(unit, 0x10_0000));
        var tables = unit.TableBytes;

        unit.Execute(new UnitCall(0, new Domain(kind)) { Type = DefaultDomainType.Dma });

        Assert.Equal([0UL], Addresses(unit, 0x10_0000));
        Assert.Empty(unit.Stale());
        Assert.True(unit.TableBytes < tables);
        Assert.Null(unit.ChangesOf(_domain));
    }

    [Theory]
    [InlineData(DefaultDomainType.Identity, 0x10_0008UL)]
    [InlineData(DefaultDomainType.Dma, 0UL)]
    [InlineData(DefaultDomainType.Blocked, 0UL)]
    public void Execute_DefaultDomain_IsWhatItsTypeSays(DefaultDomainType type, ulong address)
    {
        var unit = Attached();

        unit.Execute(new UnitCall(0, Domain.Default) { Type = type });

        Assert.Equal([address], Addresses(unit, 0x10_0008));
    }

    [Fact]
    public void Translate_RequesterOfNoGroup_IsUnknownAndLeavesNoFault()
    {
        var unit = Attached();

        var reply = unit.Translate(new TranslationBatch([new TranslationRequest(0, new Rid(9, 9), DmaAccess.Read)]));

        Assert.Equal((Errno.ENODEV, new TranslationTally(0, 0, 0, 1, 0)), (reply.Errno, reply.Tally));
        Assert.Equal(0, unit.Faults!.Blocked);
    }

    [Fact]
    public void Translate_MoreThanACallMayCarry_IsE2bigAndTranslatesNothing()
    {
        var unit = Mapped(Attached(), out _);
        var batch = new TranslationBatch(TranslationBatch.CountMax + 1);
        batch.Room.Fill(new TranslationRequest(0x10_0000, Nic, DmaAccess.Read));
        batch.Take(TranslationBatch.CountMax + 1);

        var reply = unit.Translate(batch);

        Assert.Equal((Errno.E2BIG, default), (reply.Errno, reply.Tally));
        Assert.Equal(0UL, batch.Results[0].Address);
    }

    private static ulong[] Addresses(IommuUnit unit, params ulong[] iovas)
    {
        var batch = new TranslationBatch([.. iovas.Select(iova => new TranslationRequest(iova, Nic, DmaAccess.Read))]);
        unit.Translate(batch);
        return [.. batch.Results.ToArray().Select(result => result.Address)];
    }

    /// <summary>A unit whose one group is attached to the container's domain.</summary>
    private IommuUnit Attached()
    {
        var unit = new IommuUnit(Iommu, UnitState.Empty);
        unit.Execute(Complete());
        return unit;
    }

    private UnitCall Complete() => new(0, _domain, [new RidAttachment(Nic, _domain)], []) { IsComplete = true };

    private AddressSpaceMove Reattached(IommuUnit unit, AddressSpaceMove move)
    {
        unit.Execute(Complete());
        return AddressSpaceProtocol.Next(move.State, default(GroupReply));
    }

    private static IommuUnit Mapped(IommuUnit unit, out AddressSpaceState space)
    {
        var attached = new GroupReply(
            Errno.None, Dma: new GroupDma(["dmar0"], [], 0xffff_ffff_ffff, 0x4020_1000, 65_535));
        space = new AddressSpaceState(OwnerCookie.OfProcess("vm"));
        space = Run(unit, space, AddressSpaceCall.OpenContainer("c"));
        space = Run(unit, space, AddressSpaceCall.OpenGroup(1, "g"), default(GroupReply));
        space = Run(unit, space, AddressSpaceCall.SetContainer("g", "c"), default(GroupReply));
        space = Run(unit, space, AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2), InContainer, attached);
        space = Run(unit, space, AddressSpaceCall.MapMemory(Memory, 16 * Page, MemoryAccess.ReadWrite, Frames));
        space = Run(unit, space, Map(0x10_0000), InContainer);
        return unit;
    }

    private static AddressSpaceState Run(
        IommuUnit unit, AddressSpaceState space, AddressSpaceCall call, params IEnumerable<GroupReply> replies)
    {
        var move = replies.Aggregate(
            AddressSpaceProtocol.Begin(space, call), (before, reply) => AddressSpaceProtocol.Next(before.State, reply));
        while (move.Call is { ToUnit: { } change })
        {
            move = AddressSpaceProtocol.Next(move.State, unit.Execute(change));
        }

        Assert.Equal(Errno.None, move.Reply.Errno);
        return move.State;
    }

    /// <summary>The first page of the memory at 1 MiB, the second at 2 MiB.</summary>
    private static AddressSpaceCall Map(ulong iova) => AddressSpaceCall.MapDma(
        "c", DmaMapFlags.Read | DmaMapFlags.Write, Memory + (iova == 0x10_0000 ? 0 : Page), iova, Page);
}

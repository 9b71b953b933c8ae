using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Tests.Hosts;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.VfioHost;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>Processes that map and unmap through their containers: <c>reference/userapi.md</c> 1.3 to 1.5.</summary>
public sealed class MappingCallsTests
{
    private const ulong Memory = 0x7000_0000_0000;
    private const ulong Page = 0x1000;

    private static readonly AddressSpaceCall GetMemory =
        AddressSpaceCall.MapMemory(Memory, 16 * Page, MemoryAccess.ReadWrite, frames: 0x1_0000_0000);

    private static readonly AddressSpaceCall Unmap =
        AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.None, 0x10_0000, Page);

    private static readonly AddressSpaceCall Track = AddressSpaceCall.DirtyTracking("c", new DmaArguments(8, 1));

    [Fact]
    public void Calls_ContainerWithoutABackend_AreEinval()
    {
        var host = new VfioHost();
        host.Do("vm", GetMemory);
        host.Do("vm", AddressSpaceCall.OpenContainer("c"));
        var empty = host.Do("vm", Map(), Unmap, AddressSpaceCall.DmaInfo("c"), Track);
        host.Do("vm", AddressSpaceCall.OpenGroup(host.Group, "g"), AddressSpaceCall.SetContainer("g", "c"));

        Assert.All(empty, errno => Assert.Equal(Errno.EINVAL, errno));
        Assert.All(
            host.Do("vm", Map(), Unmap, AddressSpaceCall.DmaInfo("c"), Track),
            errno => Assert.Equal(Errno.EINVAL, errno));
        Assert.Equal(
            [Errno.None, Errno.None],
            host.Do("vm", AddressSpaceCall.SetIommu("c", IommuBackend.Type1), Map()));
    }

    [Theory]
    [InlineData("nothing", Errno.EBADF)]
    [InlineData("g", Errno.ENOTTY)]
    [InlineData("d", Errno.ENOTTY)]
    public void Calls_FileThatIsNoContainer_AreWhatTheFileAnswers(string file, Errno expected)
    {
        var host = Opened();

        var errnos = host.Do(
            "vm",
            AddressSpaceCall.MapDma(file, DmaMapFlags.Read, Memory, 0, Page),
            AddressSpaceCall.UnmapDma(file, DmaUnmapFlags.All, 0, 0),
            AddressSpaceCall.DmaInfo(file),
            AddressSpaceCall.DirtyTracking(file, new DmaArguments(8, 1)));

        Assert.All(errnos, errno => Assert.Equal(expected, errno));
    }

    [Fact]
    public void Info_OfAHost_IsWhatItsIommuTranslates()
    {
        var info = Info(Opened())!;

        Assert.Equal([new(0, 0xfedf_ffff), new(0xfef0_0000, 0xffff_ffff_ffff)], info.Ranges);
        Assert.Equal((0x4020_1000UL, 65_535u), (info.PageSizes, info.Available));
    }

    [Fact]
    public void Unmap_WhatIsMapped_TellsItsSize()
    {
        var host = Opened();
        host.Do("vm", Map(), Map(0x20_0000, 4 * Page));
        var available = Info(host)!.Available;

        var reply = host.Host.Execute("vm", AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.All, 0, 0));

        Assert.Equal(65_533u, available);
        Assert.Equal(new AddressSpaceReply(Errno.None, Size: 5 * Page), reply);
        Assert.Equal(65_535u, Info(host)!.Available);
    }

    [Fact]
    public void Track_ThenBitmap_CountsWhatIsMapped()
    {
        var host = Opened();
        var bitmap = AddressSpaceCall.DirtyTracking("c", new DmaArguments(48, 4, 0, 0x10_0000, 8 * Page, Page, 8));
        host.Do("vm", Map());

        Assert.Equal([Errno.EINVAL, Errno.None], host.Do("vm", bitmap, Track));
        Assert.Equal(Page, host.Host.Execute("vm", bitmap).Size);
    }

    /// <summary>What is pinned stays pinned; what is not cannot be.</summary>
    [Fact]
    public void UnmapMemory_WhileItIsMapped_LeavesTheMapping()
    {
        var host = Opened();

        Assert.Equal(
            [Errno.None, Errno.None, Errno.EFAULT, Errno.EEXIST],
            host.Do("vm", Map(), AddressSpaceCall.UnmapMemory(Memory, 16 * Page), Map(0x20_0000), Map()));
        Assert.Equal(Page, host.Host.Execute("vm", Unmap).Size);
        Assert.Equal(Errno.EINVAL, host.Do("vm", AddressSpaceCall.UnmapMemory(Memory, 0)));
    }

    [Fact]
    public void Exit_Process_TakesItsMemory()
    {
        var host = Opened();
        host.Do("vm", Map(), AddressSpaceCall.Exit());

        host.OpenAll();

        Assert.Equal([Errno.EFAULT, Errno.None, Errno.None], host.Do("vm", Map(), GetMemory, Map()));
    }

    [Fact]
    public void UnsetContainer_LastGroup_TakesTheMappings()
    {
        var host = Opened();
        host.Do("vm", Map(), AddressSpaceCall.Close("d"));

        Assert.Equal(
            [Errno.None, Errno.EINVAL, Errno.EINVAL, Errno.None, Errno.None, Errno.None],
            host.Do(
                "vm",
                AddressSpaceCall.UnsetContainer("g"),
                Map(),
                Unmap,
                AddressSpaceCall.SetContainer("g", "c"),
                AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
                Map()));
    }

    /// <summary>Nobody told the process: it asks the group before it looks at the container.</summary>
    [Fact]
    public void Map_GroupWasRevoked_IsEinvalAndTheMappingsAreGone()
    {
        var host = Opened();
        host.Do("vm", Map(), AddressSpaceCall.Close("d"));
        host.Host.Execute(Card, DeviceCall.Unbind());
        host.Host.Execute(Card, DeviceCall.Bind("vfio-pci"));

        Assert.Equal(
            [Errno.EINVAL, Errno.None, Errno.None, Errno.None, Errno.None],
            host.Do(
                "vm",
                Unmap,
                AddressSpaceCall.OpenGroup(host.Group, "g2"),
                AddressSpaceCall.SetContainer("g2", "c"),
                AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
                Map()));
        Assert.Equal(65_534u, Info(host)!.Available);
    }

    [Fact]
    public void UnsetContainer_FirstOfTwoGroups_LeavesTheMappingsToTheSecond()
    {
        var host = Opened();
        host.Do("vm", Map(), AddressSpaceCall.Close("d"));

        Assert.Equal(
            [Errno.None, Errno.None, Errno.EEXIST, Errno.None, Errno.EEXIST],
            host.Do(
                "vm",
                AddressSpaceCall.OpenGroup(SecondGroup(host), "g2"),
                AddressSpaceCall.SetContainer("g2", "c"),
                Map(),
                AddressSpaceCall.UnsetContainer("g"),
                Map()));
        Assert.Equal(Page, host.Host.Execute("vm", Unmap).Size);
    }

    /// <summary>1.4 row 1: the claim of the group that would join is returned.</summary>
    [Fact]
    public void SetContainer_VaddrOutOfDate_IsEbusyAndReturnsTheClaim()
    {
        var host = Opened();
        var group = SecondGroup(host);
        host.Do("vm", Map(), AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.Vaddr, 0x10_0000, Page));
        host.Do("vm", AddressSpaceCall.OpenGroup(group, "g2"));

        Assert.Equal(Errno.EBUSY, host.Do("vm", AddressSpaceCall.SetContainer("g2", "c")));
        Assert.False(host.Host.Groups[group].State.IsClaimed);
        Assert.Equal(
            [Errno.None, Errno.None],
            host.Do(
                "vm",
                AddressSpaceCall.MapDma("c", DmaMapFlags.Vaddr, Memory, 0x10_0000, Page),
                AddressSpaceCall.SetContainer("g2", "c")));
        Assert.Equal(host.Host.Groups[host.Group].State.Domain, host.Host.Groups[group].State.Domain);
    }

    /// <summary>1.4 row 5, with answers that are made up: groups of one host reserve the same.</summary>
    [Fact]
    public void SetContainer_MappingInWhatTheGroupReserves_IsEinvalAndReturnsTheClaim()
    {
        var space = Ready(Attach());
        space = Run(space, GetMemory).State;
        space = Run(space, Map(), InContainer).State;
        space = Run(space, AddressSpaceCall.OpenGroup(2, "h"), default(GroupReply)).State;

        var refused = Run(
            space,
            AddressSpaceCall.SetContainer("h", "c"),
            InContainer,
            default,
            Attach(new ReservedRegion(0x10_0000, 0x10_0fff, "reserved")));
        var end = AddressSpaceProtocol.Next(refused.State, default(GroupReply));

        Assert.Equal((2, GroupVerb.UnsetContainer), (refused.Call?.Group, refused.Call?.ToGroup?.Verb));
        Assert.Equal(new AddressSpaceReply(Errno.EINVAL), end.Reply);
        Assert.Equal([1], end.State.Containers[1].Groups.Select(group => group.Number));
        Assert.Equal([1], end.State.Containers[1].Iommu!.Groups.Select(group => group.File.Number));
    }

    /// <summary>1.4 row 4: the group was attached before the backend could see that nothing is left to map.</summary>
    [Fact]
    public void SetIommu_NothingLeftToMap_DetachesTheGroupAgain()
    {
        var everything = Attach(new ReservedRegion(0, ulong.MaxValue, "reserved"));

        var refused = Opening(everything);
        var end = AddressSpaceProtocol.Next(refused.State, default(GroupReply));

        Assert.Equal((1, GroupVerb.DetachIommu), (refused.Call?.Group, refused.Call?.ToGroup?.Verb));
        Assert.Equal(new AddressSpaceReply(Errno.EINVAL), end.Reply);
        Assert.Null(end.State.Containers[1].Iommu);
    }

    /// <summary>What a process has asked for and not heard goes on under the same id, to the same end.</summary>
    [Fact]
    public void Resume_MapThatWaitsForItsGroup_AsksTheSameAgain()
    {
        var space = Run(Ready(Attach()), GetMemory).State;
        var asked = AddressSpaceProtocol.Begin(space, Map() with { Id = new OperationId(7) });

        var again = AddressSpaceProtocol.Resume(asked.State);
        var told = AddressSpaceProtocol.Next(again.State, InContainer);
        var end = AddressSpaceProtocol.Next(told.State, default(DomainReply));

        Assert.Equal(asked.Call, again.Call);
        Assert.Equal(("dmar0", 1), (told.Call?.Unit, told.Call?.ToUnit?.Map.Length));
        Assert.Equal(1, end.State.Containers[1].Iommu!.Mappings.Count);
        Assert.Null(end.State.Step);
    }

    private static GroupReply InContainer { get; } =
        new(Errno.None, Value: (int)(VfioStatus.Viable | VfioStatus.ContainerSet));

    private static GroupReply Attach(params ReservedRegion[] reserved) =>
        new(Errno.None, Dma: new GroupDma(["dmar0"], [.. reserved], 0xffff_ffff_ffff, 0x4020_1000, 65_535));

    private static AddressSpaceCall Map(ulong iova = 0x10_0000, ulong size = Page) =>
        AddressSpaceCall.MapDma("c", DmaMapFlags.Read | DmaMapFlags.Write, Memory, iova, size);

    private static DmaInfo? Info(VfioHost host) => host.Host.Execute("vm", AddressSpaceCall.DmaInfo("c")).Info;

    /// <summary>A container with a group, a device file, and memory to map.</summary>
    private static VfioHost Opened()
    {
        var host = new VfioHost();
        host.OpenAll();
        Assert.Equal(Errno.None, host.Do("vm", GetMemory));
        return host;
    }

    /// <summary>Another group that belongs to vfio-pci.</summary>
    private static int SecondGroup(VfioHost host)
    {
        Assert.Equal(0, host.Host.Execute(HostCall.Unplug(Nic)).BindsRefused);
        var slot = TestHosts.Template("growing-group").Slots.Single(slot => slot.Name == "slot 4").Functions;
        host.Host.Execute(HostCall.Plug(slot));
        host.ToVfio(slot[0].Address);
        return host.GroupOf(slot[0].Address);
    }

    /// <summary>A process whose container has one group, which has answered so to the attach.</summary>
    private static AddressSpaceState Ready(GroupReply attached)
    {
        var opened = Opening(attached);
        Assert.Equal(Errno.None, opened.Reply.Errno);
        return opened.State;
    }

    private static AddressSpaceMove Opening(GroupReply attached)
    {
        var space = new AddressSpaceState(OwnerCookie.OfProcess("vm"));
        space = Run(space, AddressSpaceCall.OpenContainer("c")).State;
        space = Run(space, AddressSpaceCall.OpenGroup(1, "g"), default(GroupReply)).State;
        space = Run(space, AddressSpaceCall.SetContainer("g", "c"), default(GroupReply)).State;
        return Run(space, AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2), InContainer, attached);
    }

    /// <summary>What a process does after some answers of groups; units do what they are told.</summary>
    private static AddressSpaceMove Run(
        AddressSpaceState space, AddressSpaceCall call, params IEnumerable<GroupReply> replies)
    {
        var move = replies.Aggregate(
            AddressSpaceProtocol.Begin(space, call), (before, reply) => AddressSpaceProtocol.Next(before.State, reply));
        while (move.Call?.ToUnit is not null)
        {
            move = AddressSpaceProtocol.Next(move.State, default(DomainReply));
        }

        return move;
    }
}

using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Grains.Tests.AddressSpaces;

/// <summary>A process that maps through its container: requests that arrive twice.</summary>
public sealed class MappingTests(MainlineSilo silo)
{
    private const string Nic = "0000:01:00.0";
    private const string Process = "vm";
    private const ulong Memory = 0x7000_0000_0000;
    private const ulong Page = 0x1000;

    private static readonly AddressSpaceCall Map =
        AddressSpaceCall.MapDma("c", DmaMapFlags.Read | DmaMapFlags.Write, Memory, 0x10_0000, Page);

    private static readonly AddressSpaceCall Unmap =
        AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.None, 0x10_0000, Page);

    [Fact]
    public async Task MapDma_Twice_IsGrantedTwiceAndMappedOnce()
    {
        var host = await Ready();

        var first = await host.Call(Process, Map with { Id = new OperationId(1) });
        var second = await host.Call(Process, Map with { Id = new OperationId(1) });
        var anew = await host.Call(Process, Map with { Id = new OperationId(2) });

        Assert.Equal((Errno.None, Errno.None, Errno.EEXIST), (first.Errno, second.Errno, anew.Errno));
        Assert.Equal(65_534u, (await host.Call(Process, AddressSpaceCall.DmaInfo("c"))).Info!.Available);
    }

    [Fact]
    public async Task UnmapDma_Twice_TellsTheSameSize()
    {
        var host = await Ready();
        await host.Call(Process, Map);

        var first = await host.Call(Process, Unmap with { Id = new OperationId(1) });
        var second = await host.Call(Process, Unmap with { Id = new OperationId(1) });
        var anew = await host.Call(Process, Unmap with { Id = new OperationId(2) });

        Assert.Equal(new AddressSpaceReply(Errno.None, Size: Page), first);
        Assert.Equal(first, second);
        Assert.Equal(new AddressSpaceReply(Errno.None), anew);
    }

    [Fact]
    public async Task MapDma_RefusedThenPossible_IsRefusedAgainForTheSameId()
    {
        var host = await Ready();
        var gone = Map with { Id = new OperationId(1), Dma = Map.Dma! with { Vaddr = Memory + (16 * Page) } };
        var first = await host.Call(Process, gone);
        await host.Call(
            Process, AddressSpaceCall.MapMemory(Memory + (16 * Page), Page, MemoryAccess.ReadWrite, 0x2_0000_0000));

        var second = await host.Call(Process, gone);
        var anew = await host.Call(Process, gone with { Id = new OperationId(2) });

        Assert.Equal((Errno.EFAULT, Errno.EFAULT, Errno.None), (first.Errno, second.Errno, anew.Errno));
    }

    /// <summary>The group's answer to the attach carries what the container has to know, however often it is
    /// asked.</summary>
    [Fact]
    public async Task AttachIommu_Twice_TellsTheSameOfTheGroup()
    {
        var host = await Ready();
        var number = host.GroupOf(Nic);
        var state = (await host.Group(number)).State;
        var attach = GroupCall.AttachIommu(state.Vfio!.Opened, state.Claimant, state.Domain) with
        {
            Id = new OperationId(3),
        };

        var first = await host.Call(number, attach);
        var second = await host.Call(number, attach);

        Assert.Equal(["dmar0"], first.Dma!.Units);
        Assert.Equal(first, second);
    }

    /// <summary>Processes come and go for as long as a fleet lives: what has exited is not remembered.</summary>
    [Fact]
    public async Task Exit_OfAProcess_EndsItsActivation()
    {
        var host = await Ready();
        var open = AddressSpaceCall.OpenContainer("other") with { Id = new OperationId(7) };
        Assert.True((await host.Call(Process, open)).Granted);
        Assert.True((await host.Call(Process, AddressSpaceCall.Exit())).Granted);

        await host.Call(Process, open); // A retry would be answered, and open nothing.

        Assert.True((await host.Call(Process, AddressSpaceCall.Close("other"))).Granted);
    }

    /// <summary>A process with a group in a container with an IOMMU, and memory.</summary>
    private async Task<TestHost> Ready()
    {
        var host = silo.Nested();
        await host.Call(Nic, DeviceCall.Unbind());
        await host.Call(Nic, DeviceCall.SetOverride("vfio-pci"));
        Assert.True((await host.Call(Nic, DeviceCall.Bind("vfio-pci"))).Granted);
        AddressSpaceCall[] calls =
        [
            AddressSpaceCall.OpenContainer("c"),
            AddressSpaceCall.OpenGroup(host.GroupOf(Nic), "g"),
            AddressSpaceCall.SetContainer("g", "c"),
            AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
            AddressSpaceCall.MapMemory(Memory, 16 * Page, MemoryAccess.ReadWrite, 0x1_0000_0000),
        ];
        foreach (var call in calls)
        {
            var reply = await host.Call(Process, call);
            Assert.True(reply.Granted, $"{call} was refused with {reply.Errno}");
        }

        return host;
    }
}

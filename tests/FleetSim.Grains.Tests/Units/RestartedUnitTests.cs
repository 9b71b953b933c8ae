using FleetSim.Contracts;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using Orleans.Core.Internal;

namespace FleetSim.Grains.Tests.Units;

/// <summary>A unit keeps nothing: when it begins anew, groups and address spaces tell it what it has to know.</summary>
public sealed class RestartedUnitTests(MainlineSilo silo)
{
    private const string Process = "vm";
    private const ulong Memory = 0x7000_0000_0000;
    private const ulong Frames = 0x1_0000_0000;
    private const ulong Page = 0x1000;

    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");

    [Fact]
    public async Task Dma_UnitBeganAnew_ReachesWhatItReachedBefore()
    {
        var host = await Ready();
        var before = await Dma(host, 0x10_0008, 0x20_0000);

        await Restart(host);
        var after = await Dma(host, 0x10_0008, 0x20_0000);

        Assert.Equal([Frames + 8, 0UL], before);
        Assert.Equal(before, after);
    }

    /// <summary>The unit hears of all mappings, not only of the one that it was called for.</summary>
    [Fact]
    public async Task MapDma_UnitBeganAnew_IsTranslatedBesideTheEarlierOnes()
    {
        var host = await Ready();
        await Restart(host);

        var mapped = await host.Call(Process, Map(Memory + Page, 0x20_0000));

        Assert.Equal(Errno.None, mapped.Errno);
        var reached = await Dma(host, 0x10_0008, 0x20_0000);
        Assert.Equal([Frames + 8, Frames + Page], reached);
        Assert.Empty((await host.Facts()).Stale);
    }

    [Fact]
    public async Task UnmapDma_UnitBeganAnew_TellsTheSizeAndTheRestIsTranslated()
    {
        var host = await Ready();
        await host.Call(Process, Map(Memory + Page, 0x20_0000));
        await Restart(host);

        var unmapped = await host.Call(Process, AddressSpaceCall.UnmapDma("c", DmaUnmapFlags.None, 0x10_0000, Page));

        Assert.Equal((Errno.None, Page), (unmapped.Errno, unmapped.Size));
        var reached = await Dma(host, 0x10_0008, 0x20_0000);
        Assert.Equal([0UL, Frames + Page], reached);
    }

    /// <summary>A claim finds a unit that knows nothing of the group: it blocks all the same.</summary>
    [Fact]
    public async Task SetContainer_UnitBeganAnew_TheGroupIsBlocked()
    {
        var host = silo.Nested();
        await ToVfio(host);
        await Restart(host);
        await host.Call(Process, AddressSpaceCall.OpenContainer("c"));
        await host.Call(Process, AddressSpaceCall.OpenGroup(host.GroupOf($"{Nic}"), "g"));

        await host.Call(Process, AddressSpaceCall.SetContainer("g", "c"));
        var reply = await silo.Silo.Target.DeviceDma(host.Index, Nic, Batch(0x10_0000));

        Assert.Equal((TranslationOutcome.Fault, FaultReason.ContextNotPresent),
            (reply.Batch.Results[0].Outcome, reply.Batch.Results[0].Reason));
    }

    [Fact]
    public async Task Dma_AfterTheProcessHasDied_ReachesNothingThatItHadMapped()
    {
        var host = await Ready();
        await Dma(host, 0x10_0008);

        await host.Call(Process, AddressSpaceCall.Exit());
        var stray = await silo.Silo.Target.DeviceDma(host.Index, Nic, Batch(0x10_0008));

        Assert.NotEqual(Frames + 8, stray.Batch.Results[0].Address);
        Assert.Equal(Errno.EBADF, (await silo.Silo.Target.Dma(host.Index, Process, new DmaCall("d", Batch(0)))).Errno);
        Assert.Empty((await host.Facts()).Stale);
    }

    [Fact]
    public async Task Dma_DeviceThatIsGone_IsEnodev()
    {
        var host = silo.Nested();
        await host.Call(HostCall.Remove(Nic));

        var reply = await silo.Silo.Target.DeviceDma(host.Index, Nic, Batch(0));

        Assert.Equal(Errno.ENODEV, reply.Errno);
    }

    [Fact]
    public async Task Translate_RequesterOfNoGroup_IsEnodev()
    {
        var host = silo.Nested();

        var reply = await silo.Silo.Target.Translate(
            host.Index, "dmar0", new TranslationBatch([new TranslationRequest(0, new Rid(0x99, 0), DmaAccess.Read)]));

        Assert.Equal((Errno.ENODEV, TranslationOutcome.Unknown), (reply.Errno, reply.Batch.Results[0].Outcome));
    }

    private static TranslationBatch Batch(params ulong[] iovas) =>
        new([.. iovas.Select(iova => new TranslationRequest(iova, default, DmaAccess.Read))]);

    private static AddressSpaceCall Map(ulong vaddr, ulong iova) =>
        AddressSpaceCall.MapDma("c", DmaMapFlags.Read | DmaMapFlags.Write, vaddr, iova, Page);

    private async Task<ulong[]> Dma(TestHost host, params ulong[] iovas)
    {
        var reply = await silo.Silo.Target.Dma(host.Index, Process, new DmaCall("d", Batch(iovas)));
        Assert.Equal(Errno.None, reply.Errno);
        return [.. reply.Batch.Results.ToArray().Select(result => result.Address)];
    }

    /// <summary>The activation ends; the next call finds one that knows nothing.</summary>
    private async Task Restart(TestHost host)
    {
        var unit = silo.Silo.Grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(host.Key, "dmar0"));
        await unit.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Empty((await unit.Snapshot(silo.Silo.Target.Generation)).Groups);
    }

    private static async Task ToVfio(TestHost host)
    {
        await host.Call($"{Nic}", DeviceCall.Unbind());
        await host.Call($"{Nic}", DeviceCall.SetOverride("vfio-pci"));
        Assert.True((await host.Call($"{Nic}", DeviceCall.Bind("vfio-pci"))).Granted);
    }

    /// <summary>A process with an open device, and one page mapped at 1 MiB.</summary>
    private async Task<TestHost> Ready()
    {
        var host = silo.Nested();
        await ToVfio(host);
        AddressSpaceCall[] calls =
        [
            AddressSpaceCall.OpenContainer("c"),
            AddressSpaceCall.OpenGroup(host.GroupOf($"{Nic}"), "g"),
            AddressSpaceCall.SetContainer("g", "c"),
            AddressSpaceCall.SetIommu("c", IommuBackend.Type1V2),
            AddressSpaceCall.GetDevice("g", Nic, "d"),
            AddressSpaceCall.MapMemory(Memory, 16 * Page, MemoryAccess.ReadWrite, Frames),
            Map(Memory, 0x10_0000),
        ];
        foreach (var call in calls)
        {
            var reply = await host.Call(Process, call);
            Assert.True(reply.Granted, $"{call} was refused with {reply.Errno}");
        }

        return host;
    }
}

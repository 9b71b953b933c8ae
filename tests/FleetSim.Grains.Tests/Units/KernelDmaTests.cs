using FleetSim.Contracts;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using Orleans.Core.Internal;

namespace FleetSim.Grains.Tests.Units;

/// <summary>The kernel's DMA API from the device to its unit and back.</summary>
public sealed class KernelDmaTests(MainlineSilo silo)
{
    private const ulong Hpa = 0x1_2345_6000;
    private const ulong Page = 0x1000;

    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");

    [Fact]
    public async Task MapForKernel_BoundDriver_ItsDeviceReachesTheMemoryUntilTheUnmap()
    {
        var host = silo.Nested();
        var mapped = await Ask(host, KernelDmaCall.MapOne(Hpa + 0x10, 0x20));

        var before = await Reached(host, mapped.Addresses[0]);
        var unmapped = await Ask(host, KernelDmaCall.UnmapOne(mapped.Addresses[0], 0x20));
        var after = await Reached(host, mapped.Addresses[0]);

        Assert.Equal((Hpa + 0x10, Page, 0UL), (before, unmapped.UnmappedBytes, after));
    }

    /// <summary>Lazy: the 256th unmap finds the queue full, and the first one is flushed at the latest then.</summary>
    [Fact]
    public async Task MapForKernel_LazyDomain_IsFlushedWhenTheQueueIsFull()
    {
        var host = silo.Nested();
        await host.Call($"{Nic}", DeviceCall.Unbind());
        Assert.True((await host.Call(host.GroupOf($"{Nic}"), GroupCall.SetType("DMA-FQ"))).Granted);
        await host.Call($"{Nic}", DeviceCall.Probe());
        var range = new DmaRange(0, Page, Hpa, true, true);
        var mapped = await Ask(host, new KernelDmaCall([], [.. Enumerable.Repeat(range, 256)]));
        await Reached(host, mapped.Addresses[0]);

        var unmapped = await Ask(
            host, new KernelDmaCall([.. mapped.Addresses.Select(iova => new DmaRange(iova, Page, 0, false, false))], []));

        Assert.Equal((256 * Page, 0), (unmapped.UnmappedBytes, unmapped.Warnings));
        Assert.Equal(0UL, await Reached(host, mapped.Addresses[0]));
    }

    /// <summary>The same call again, as after an answer that got lost.</summary>
    [Fact]
    public async Task MapForKernel_Twice_MapsOnce()
    {
        var host = silo.Nested();
        var call = KernelDmaCall.MapOne(Hpa, Page) with { Id = new OperationId(77) };

        var (first, second) = (await Ask(host, call), await Ask(host, call));
        var third = await Ask(host, KernelDmaCall.MapOne(Hpa, Page));

        Assert.Equal(first.Addresses, second.Addresses);
        Assert.Equal(first.Addresses[0] - Page, third.Addresses[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("vfio-pci")]
    [InlineData("pci-stub")]
    public async Task MapForKernel_NoDriverThatUsesIt_IsEnodev(string? driver)
    {
        var host = silo.Nested();
        await host.Call($"{Nic}", DeviceCall.Unbind());
        if (driver is not null)
        {
            await host.Call($"{Nic}", DeviceCall.SetOverride(driver));
            Assert.True((await host.Call($"{Nic}", DeviceCall.Bind(driver))).Granted);
        }

        var reply = await silo.Silo.Target.MapForKernel(host.Index, Nic, KernelDmaCall.MapOne(Hpa, Page));

        Assert.Equal(Errno.ENODEV, reply.Errno);
    }

    /// <summary>What a driver leaves mapped stays; a user is not reached by it, nor is it gone for the next driver.</summary>
    [Fact]
    public async Task MapForKernel_DriverUnboundWithAMapping_ItIsThereWhenNoUserHasTheGroup()
    {
        var host = silo.Nested();
        var group = host.GroupOf($"{Nic}");
        var mapped = await Ask(host, KernelDmaCall.MapOne(Hpa, Page));
        await host.Call($"{Nic}", DeviceCall.Unbind());
        var unbound = await Reached(host, mapped.Addresses[0]);

        Assert.True((await host.Call(group, GroupCall.ClaimGroup(new OwnerCookie(99)))).Granted);
        var claimed = await Reached(host, mapped.Addresses[0]);
        await host.Call(group, GroupCall.ReleaseGroup(new OwnerCookie(99)));
        await host.Call($"{Nic}", DeviceCall.Probe());
        var next = await Ask(host, KernelDmaCall.UnmapOne(mapped.Addresses[0], Page));

        Assert.Equal((Hpa, 0UL, Page), (unbound, claimed, next.UnmappedBytes));
    }

    /// <summary>The unit's activation ends: the driver hears that its mapping is gone, and can begin anew.</summary>
    [Fact]
    public async Task MapForKernel_UnitBeganAnew_TheDriverIsToldSo()
    {
        var host = silo.Nested();
        var mapped = await Ask(host, KernelDmaCall.MapOne(Hpa, Page));
        await Restart(host);

        var told = await silo.Silo.Target.MapForKernel(
            host.Index, Nic, KernelDmaCall.UnmapOne(mapped.Addresses[0], Page) with { Life = mapped.Life });
        var anew = await Ask(host, KernelDmaCall.MapOne(Hpa, Page) with { Life = told.Life });

        Assert.Equal((true, false), (told.Forgotten, told.Granted));
        Assert.Equal(Hpa, await Reached(host, anew.Addresses[0]));
        Assert.Equal(Errno.ENODEV, (await Send(host, anew.Addresses[0], mapped.Life)).Errno);
    }

    /// <summary>The activation ends; the next call finds one that knows nothing.</summary>
    private async Task Restart(TestHost host)
    {
        var unit = silo.Silo.Grains.GetGrain<IIommuUnitGrain>(HostKey.Unit(host.Key, "dmar0"));
        await unit.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Empty((await unit.Snapshot(silo.Silo.Target.Generation)).Groups);
    }

    private async Task<KernelDmaReply> Ask(TestHost host, KernelDmaCall call)
    {
        var reply = await silo.Silo.Target.MapForKernel(host.Index, Nic, call);
        Assert.True(reply.Granted, $"{call}: {reply.Errno}");
        return reply;
    }

    private async Task<ulong> Reached(TestHost host, ulong iova)
    {
        var batch = new TranslationBatch([new TranslationRequest(iova, default, DmaAccess.Read)]);
        return (await silo.Silo.Target.DeviceDma(host.Index, Nic, batch)).Batch.Results[0].Address;
    }

    private async Task<TranslationReply> Send(TestHost host, ulong iova, ulong life) =>
        await silo.Silo.Target.DeviceDma(
            host.Index,
            Nic,
            new TranslationBatch([new TranslationRequest(iova, default, DmaAccess.Read)])
            {
                Domain = Domain.Default,
                Changes = life,
            });
}

using FleetSim.Contracts;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Tests.Hosts;

/// <summary>Up to v5.18 a bind could stop the machine: the host is down then, and only that host.</summary>
public sealed class PanicTests(ViabilitySilo shared)
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x401);

    [Fact]
    public async Task Bind_GroupOfAUser_StopsTheHost()
    {
        var host = shared.Growing();
        await host.FreeGroup(host.GroupOf(Nic));
        await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));

        var reply = await host.Call(Nic, DeviceCall.Bind("e1000e"));

        Assert.Equal((Errno.EHOSTDOWN, true), (reply.Errno, reply.Panicked));
        Assert.True((await host.Facts()).IsDown);
    }

    [Fact]
    public async Task Calls_HostIsDown_AllAnswerEhostdownAndNoneSaysThatItPanicked()
    {
        var host = shared.Growing();
        await Panic(host);

        var fromHost = await host.Call(HostCall.Rescan());
        var fromTheDevice = await host.Call(Nic, DeviceCall.Unbind());
        var fromAnotherDevice = await host.Call("0000:00:17.0", DeviceCall.Probe());
        var fromTheGroup = await host.Call(host.GroupOf(Nic), GroupCall.ReleaseGroup(Vm1));
        var fromAnotherGroup = await host.Call(0, GroupCall.ClaimGroup(Vm1));

        Assert.Equal(new HostReply(Errno.EHOSTDOWN), fromHost);
        Assert.Equal(new DeviceReply(Errno.EHOSTDOWN), fromTheDevice);
        Assert.Equal(new DeviceReply(Errno.EHOSTDOWN), fromAnotherDevice);
        Assert.Equal(new GroupReply(Errno.EHOSTDOWN), fromTheGroup);
        Assert.Equal(new GroupReply(Errno.EHOSTDOWN), fromAnotherGroup);
    }

    [Fact]
    public async Task Calls_AnotherHostIsDown_AreAnsweredAsEver()
    {
        var fallen = shared.Growing();
        var other = shared.Growing();
        await Panic(fallen);

        var reply = await other.Call(HostCall.Plug(other.Slot("slot 4").Functions));

        Assert.Equal(new HostReply(Added: 1, Bound: 1), reply);
        Assert.False((await other.Facts()).IsDown);
    }

    [Fact]
    public async Task Plug_NewcomersDriverStopsTheHost_SaysSo()
    {
        var host = shared.Growing();
        await host.FreeGroup(host.GroupOf(Nic));
        await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));

        var reply = await host.Call(HostCall.Plug(host.Slot("slot 2").Functions));

        Assert.Equal((Errno.EHOSTDOWN, true), (reply.Errno, reply.Panicked));
    }

    [Fact]
    public async Task Panics_TwoHostsOfThree_AreTwo()
    {
        await using var silo = await TestSilo.Start("viability", hosts: 6);
        await Panic(silo.Host(0));
        await Panic(silo.Host(2));

        await silo.Host(0).Call(Nic, DeviceCall.Bind("e1000e"));
        await silo.Host(4).Call(HostCall.Rescan());

        Assert.Equal(2, (await silo.Counts()).Panics);
    }

    /// <summary>Two groups of a host can stop it at the same time.</summary>
    [Fact]
    public async Task Stop_SameHostTwice_IsOnePanic()
    {
        await using var silo = await TestSilo.Start("viability", hosts: 2);
        var host = silo.Grains.GetGrain<IHostGrain>("h000001");

        await host.Stop(silo.Target.Generation);
        await host.Stop(silo.Target.Generation);

        Assert.True(await host.IsDown(silo.Target.Generation));
        Assert.False(await silo.Grains.GetGrain<IHostGrain>("h000000").IsDown(silo.Target.Generation));
        Assert.Equal(1, (await silo.Counts()).Panics);
    }

    private static async Task Panic(TestHost host)
    {
        await host.FreeGroup(host.GroupOf(Nic));
        await host.Call(host.GroupOf(Nic), GroupCall.ClaimGroup(Vm1));
        var reply = await host.Call(Nic, DeviceCall.Bind("e1000e"));
        Assert.True(reply.Panicked);
    }
}

using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Tests.Hosts;
using FleetSim.Model.Vfio;
using static FleetSim.Model.Tests.Vfio.VfioHost;

namespace FleetSim.Model.Tests.Vfio;

/// <summary>
/// Unbinds and removals that wait for a user: <c>reference/ownership.md</c> 4.8. No call waits; each asks again.
/// </summary>
public sealed class WaitingTests
{
    private static readonly PciAddress Port = PciAddress.Parse("0000:00:1c.0");
    private static readonly AddressSpaceCall CloseDevice = AddressSpaceCall.Close("d");

    [Fact]
    public void Unbind_DeviceFileOpen_WaitsForItsEnd()
    {
        var host = Opened();
        var unbind = DeviceCall.Unbind() with { Id = host.NewId() };

        var begun = host.Host.Execute(Card, unbind);
        var meanwhile = (host.DriverOf(Card), host.Host.Groups[host.Group].State.IsClaimed);
        var asked = host.Host.Execute(Card, unbind);
        host.Do("vm", CloseDevice);
        var ended = host.Host.Execute(Card, unbind);

        Assert.Equal((true, true, false), (begun.Blocked, asked.Blocked, ended.Blocked));
        Assert.Equal((null, true), meanwhile);
        Assert.True(ended.Granted);
        Assert.False(host.Host.Groups[host.Group].State.IsClaimed); // Its last VFIO device has left.
        host.Do("vm", AddressSpaceCall.Exit());
        host.RequireNothingLeft();
    }

    [Theory]
    [InlineData("mainline", Errno.ENODEV)]
    [InlineData("mainline-6.1", Errno.None)]
    public void GetDevice_UnbindWaits_IsTheKernelsAnswer(string policy, Errno expected)
    {
        var host = Opened(policy);
        host.Host.Execute(Card, DeviceCall.Unbind() with { Id = host.NewId() });

        Assert.Equal(expected, host.Do("vm", AddressSpaceCall.GetDevice("g", Card, "again")));

        host.Do("vm", CloseDevice);
        Assert.Equal(expected == Errno.None, host.Host.Devices[Card].IsLeaving); // The second file prolongs the wait.
        host.Do("vm", AddressSpaceCall.Exit());
        Assert.False(host.Host.Devices[Card].IsLeaving);
    }

    [Theory]
    [InlineData("mainline", false)]
    [InlineData("mainline-6.1", true)]
    public void SetOverride_UnbindWaits_WaitsInOlderKernels(string policy, bool waits)
    {
        var host = Opened(policy);
        host.Host.Execute(Card, DeviceCall.Unbind() with { Id = host.NewId() });
        var write = DeviceCall.SetOverride("pci-stub") with { Id = host.NewId() };

        var begun = host.Host.Execute(Card, write);
        host.Do("vm", CloseDevice);

        Assert.Equal(waits, begun.Blocked);
        Assert.True(waits ? host.Host.Execute(Card, write).Granted : begun.Granted);
        Assert.Equal("pci-stub", host.Host.Devices[Card].DriverOverride);
    }

    [Fact]
    public void Others_UnbindWaits_MeetTheDevicesLock()
    {
        var host = Opened();
        host.Host.Execute(Card, DeviceCall.Unbind() with { Id = host.NewId() });
        host.Host.Execute(Card, DeviceCall.SetOverride("pci-stub"));
        var bind = DeviceCall.Bind("pci-stub") with { Id = host.NewId() };

        var again = host.Host.Execute(Card, DeviceCall.Unbind());
        var unmatched = host.Host.Execute(Card, DeviceCall.Bind("nvidia"));
        var probed = host.Host.Execute(Card, DeviceCall.Probe());
        var bound = host.Host.Execute(Card, bind);
        host.Do("vm", CloseDevice);

        Assert.Equal((Errno.ENOENT, Errno.ENODEV), (again.Errno, unmatched.Errno));
        Assert.Equal(new DeviceReply(Errno.None, Group: host.Host.Devices[Card].Group), probed);
        Assert.True(bound.Blocked);
        Assert.True(host.Host.Execute(Card, bind).Granted); // It went on behind the unbind.
        Assert.Equal("pci-stub", host.DriverOf(Card));
    }

    [Fact]
    public void Remove_DeviceFileOpen_HoldsUpTheWholeBus()
    {
        var host = Opened();
        var remove = HostCall.Remove(Card) with { Id = host.NewId() };
        var unplug = HostCall.Unplug(Nic) with { Id = host.NewId() };
        var rescan = HostCall.Rescan() with { Id = host.NewId() };

        var begun = new[] { remove, unplug, rescan }.Select(call => host.Host.Execute(call).Blocked).ToList();
        var still = host.Host.State.Registered.Contains(Nic);
        host.Do("vm", CloseDevice);

        Assert.Equal([true, true, true], begun);
        Assert.True(still);
        Assert.Equal(new HostReply(Removed: 1), host.Host.Execute(remove));
        Assert.Equal(new HostReply(Removed: 1), host.Host.Execute(unplug));
        Assert.Equal(new HostReply(Added: 1, Bound: 1), host.Host.Execute(rescan)); // The card, not what was unplugged.
        Assert.Equal((null, false), (host.Host.State.Step, host.Host.State.Registered.Contains(Nic)));
        host.Do("vm", AddressSpaceCall.Exit());
        host.RequireNothingLeft();
    }

    [Fact]
    public void Remove_BehindAnUnbindThatWaits_GoesOnWithIt()
    {
        var host = Opened();
        var unbind = DeviceCall.Unbind() with { Id = host.NewId() };
        var remove = HostCall.Remove(Card) with { Id = host.NewId() };
        host.Host.Execute(Card, unbind);
        var begun = host.Host.Execute(remove);

        host.Do("vm", AddressSpaceCall.Exit());

        Assert.True(begun.Blocked);
        Assert.True(host.Host.Execute(Card, unbind).Granted);
        Assert.Equal(new HostReply(Removed: 1), host.Host.Execute(remove));
        Assert.False(host.Host.State.Registered.Contains(Card));
        host.RequireNothingLeft();
    }

    [Fact]
    public void Close_OthersWaitBehindTheUnbind_GoOnUnasked()
    {
        var host = Opened();
        host.Host.Execute(Card, DeviceCall.Unbind() with { Id = host.NewId() });
        host.Host.Execute(Card, DeviceCall.SetOverride("pci-stub"));
        host.Host.Execute(Card, DeviceCall.Bind("pci-stub") with { Id = host.NewId() });

        host.Do("vm", CloseDevice);

        Assert.Equal("pci-stub", host.DriverOf(Card));
    }

    [Fact]
    public void Close_OthersWaitBehindTheRemoval_GoOnUnasked()
    {
        var host = Opened();
        host.Host.Execute(HostCall.Remove(Card) with { Id = host.NewId() });
        host.Host.Execute(HostCall.Unplug(Nic) with { Id = host.NewId() });
        host.Host.Execute(HostCall.Rescan() with { Id = host.NewId() });

        host.Do("vm", CloseDevice);

        var state = host.Host.State;
        Assert.Equal((null, null), (state.Step, state.Waiting));
        Assert.Equal((true, false), (state.Registered.Contains(Card), state.Registered.Contains(Nic)));
    }

    [Fact]
    public void Event_ArmedAndWanted_CountsOnceUntilItIsRead()
    {
        var host = Opened();
        host.Do("vm", AddressSpaceCall.RequestEvent("d", "e"));
        host.Host.Execute(Card, DeviceCall.Unbind() with { Id = host.NewId() });

        var first = host.Host.Execute("vm", AddressSpaceCall.ReadEvent("e"));
        var second = host.Host.Execute("vm", AddressSpaceCall.ReadEvent("e"));

        Assert.Equal((new AddressSpaceReply(Errno.None, 1), new AddressSpaceReply(Errno.EAGAIN)), (first, second));
    }

    [Fact]
    public void Event_ArmedTwice_OnlyTheLaterHearsAndItOutlivesTheDeviceFile()
    {
        var host = Opened();
        host.Do("vm", AddressSpaceCall.RequestEvent("d", "e1"), AddressSpaceCall.RequestEvent("d", "e2"));
        host.Host.Execute(HostCall.Remove(Card) with { Id = host.NewId() });
        host.Do("vm", CloseDevice);

        Assert.False(host.Host.State.Registered.Contains(Card));
        Assert.Equal(Errno.EAGAIN, host.Do("vm", AddressSpaceCall.ReadEvent("e1")));
        Assert.Equal(new AddressSpaceReply(Errno.None, 1), host.Host.Execute("vm", AddressSpaceCall.ReadEvent("e2")));
        host.Do("vm", AddressSpaceCall.Exit());
        Assert.False(host.Host.Devices.ContainsKey(Card)); // With the last eventfd nothing is left of it.
    }

    [Fact]
    public void Remove_WhileItWaits_ASecondFindsNoFileAndOneOfAChildSucceedsInTheEnd()
    {
        var host = Opened();
        var remove = HostCall.Remove(Port) with { Id = host.NewId() };
        var child = HostCall.Remove(Card) with { Id = host.NewId() };

        var begun = host.Host.Execute(remove);
        var again = host.Host.Execute(HostCall.Remove(Port) with { Id = host.NewId() });
        var behind = host.Host.Execute(child);
        host.Do("vm", CloseDevice);

        Assert.Equal((true, Errno.ENOENT, true), (begun.Blocked, again.Errno, behind.Blocked));
        Assert.Equal(new HostReply(Removed: 2), host.Host.Execute(remove));
        Assert.Equal(new HostReply(), host.Host.Execute(child));
    }

    /// <summary>First all drivers below are stopped, in the kernel's order; what is stopped is still there.</summary>
    [Fact]
    public void Remove_OfABridge_StopsWhatComesBeforeTheOneThatWaits()
    {
        var host = Opened();
        host.Host.Execute(HostCall.Plug(TestHosts.Template("growing-group").Slots
            .Single(slot => slot.Name == "second function of slot 3").Functions));
        var audio = PciAddress.Parse("0000:03:00.1");

        host.Host.Execute(HostCall.Remove(Port) with { Id = host.NewId() });

        Assert.Equal((null, null, "pcieport"), (host.DriverOf(audio), host.DriverOf(Card), host.DriverOf(Port)));
        Assert.True(host.Host.State.Registered.Contains(audio));
        host.Do("vm", AddressSpaceCall.Exit());
        Assert.False(host.Host.State.Registered.Contains(Port));
        host.RequireNothingLeft();
    }

    private static VfioHost Opened(string policy = "mainline")
    {
        var host = new VfioHost(policy);
        host.OpenAll();
        return host;
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Tests.Hosts;

/// <summary>A whole host through boot, plug, unplug, remove, rescan and SR-IOV.</summary>
public sealed class LocalHostTests
{
    private static readonly PciAddress Port0 = PciAddress.Parse("0000:5e:00.0"); // 64 VFs at boot.
    private static readonly PciAddress Port1 = PciAddress.Parse("0000:5e:00.1"); // None.

    private static readonly OwnerCookie Vm1 = new(0xa1);

    public static TheoryData<string> Kinds => [.. HostKinds.All.Select(kind => kind.Name)];

    public static TheoryData<string, string> KindsAndPolicies =>
        new(HostKinds.All.SelectMany(kind => OwnershipPolicies.All.Select(policy => (kind.Name, policy.Name))));

    public static TheoryData<string, string> Slots =>
        new(HostKinds.All.SelectMany(kind => kind.Slots.Select(slot => (kind.Name, slot.Name))));

    // Boot.

    [Theory]
    [MemberData(nameof(KindsAndPolicies))]
    public void Boot_EveryKind_DevicesHaveTheirDriversAndThePartsAgree(string kind, string policy)
    {
        var host = TestHosts.Boot(kind, policy);

        var drivers = TestHosts.Template(kind, policy).Drivers;
        Assert.Equal(
            host.State.Registered.Functions.Select(function => drivers.DriverFor(function, null)),
            host.State.Registered.Functions.Select(function => host.Devices[function.Address].Driver));
        Assert.Empty(TestHosts.Contradictions(host));
        Assert.Equal(host.State.Physical.Functions, host.State.Registered.Functions);
        Assert.False(host.IsDown);
    }

    [Fact]
    public void Boot_GrowingGroup_IsAsItsDescriptionSays()
    {
        var host = TestHosts.Boot("growing-group");

        Assert.Equal(
            ["0000:00:01.0=pcieport", "0000:00:01.1=pcieport", "0000:01:00.0=e1000e"],
            host.Groups[GroupOf(host, "0000:01:00.0")].State.Members.Select(member => member.ToString()));
    }

    // Plug and unplug.

    [Theory]
    [MemberData(nameof(Slots))]
    public void Toggle_TwiceEverySlot_IsAsBefore(string kind, string name)
    {
        var host = TestHosts.Boot(kind);
        var template = TestHosts.Template(kind);
        var slot = template.Slots.Single(one => one.Name == name);

        var first = host.Execute(slot.PresentAtBoot ? Empty(slot) : Fill(slot));
        var between = TestHosts.Contradictions(host).ToList();
        var second = host.Execute(slot.PresentAtBoot ? Fill(slot) : Empty(slot));

        var (emptied, filled) = slot.PresentAtBoot ? (first, second) : (second, first);
        Assert.Equal((Errno.None, slot.Functions.Length), (emptied.Errno, emptied.Removed));
        Assert.Equal((Errno.None, slot.Functions.Length), (filled.Errno, filled.Added));
        Assert.Empty(between);
        Assert.Empty(TestHosts.Contradictions(host));
        Assert.Equal(template.Host.Registered.Functions, host.State.Registered.Functions);
        Assert.Equal(
            template.Devices.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Driver)),
            host.Devices.Select(pair => (pair.Key, pair.Value.Driver)));
    }

    [Fact]
    public void Plug_Occupied_IsEexistAndChangesNothing()
    {
        var host = TestHosts.Boot("growing-group");
        var before = host.State;

        var reply = host.Execute(HostCall.Plug(Slot("growing-group", "slot 1").Functions));

        Assert.Equal(new HostReply(Errno.EEXIST), reply);
        Assert.Same(before, host.State);
    }

    [Fact]
    public void Unplug_Twice_IsEnodevTheSecondTime()
    {
        var host = TestHosts.Boot("growing-group");
        var call = HostCall.Unplug(Slot("growing-group", "slot 1").Tops);

        var (first, second) = (host.Execute(call), host.Execute(call));

        Assert.Equal((new HostReply(Removed: 1), new HostReply(Errno.ENODEV)), (first, second));
    }

    [Fact]
    public void Plug_NoBridgeAbove_IsEnodev()
    {
        var host = TestHosts.Boot("growing-group");
        var stranger = Slot("growing-group", "slot 2").Functions[0] with { Address = PciAddress.Parse("0000:77:00.0") };

        Assert.Equal(new HostReply(Errno.ENODEV), host.Execute(HostCall.Plug([stranger])));
    }

    [Fact]
    public void Plug_PortIsRemoved_IsFoundByTheRescanThatFindsThePort()
    {
        var host = TestHosts.Boot("growing-group");
        var slot = Slot("growing-group", "slot 2");
        host.Execute(HostCall.Remove(slot.Port));

        var plugged = host.Execute(HostCall.Plug(slot.Functions));
        var found = host.Execute(HostCall.Rescan());

        Assert.Equal(new HostReply(), plugged);
        Assert.Equal(new HostReply(Added: 2, Bound: 2), found);
    }

    // Remove and rescan.

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rescan_AfterRemoveOfEachBridge_ReturnsAllBelowButVfs(string kind)
    {
        var host = TestHosts.Boot(kind);
        var before = host.State.Registered.Functions.ToList();
        foreach (var bridge in before.Where(function => function.IsBridge).ToList())
        {
            var below = host.State.Registered.Subtree(bridge.Address);
            var vfs = below.Where(function => function.IsVirtual).ToList();

            var removed = host.Execute(HostCall.Remove(bridge.Address));
            var without = TestHosts.Contradictions(host).ToList();
            var found = host.Execute(HostCall.Rescan());

            before.RemoveAll(vfs.Contains);
            Assert.Equal(new HostReply(Removed: below.Count), removed);
            Assert.Equal((Errno.None, below.Count - vfs.Count), (found.Errno, found.Added));
            Assert.Empty(without);
            Assert.Empty(TestHosts.Contradictions(host));
            Assert.Equal(before, host.State.Registered.Functions);
        }
    }

    /// <summary>What has something below it, or VFs of its own, is stopped, and then leaves, after all of that.</summary>
    [Theory]
    [InlineData("sriov-nic-64vf")]
    [InlineData("growing-group")]
    public void Remove_EachBridge_WhatIsBelowLeavesFirst(string kind)
    {
        var host = TestHosts.Boot(kind).State;
        foreach (var bridge in host.Registered.Functions.Where(function => function.IsBridge))
        {
            var all = host.Registered.Subtree(bridge.Address).Count;
            var (stopped, left) = (new List<PciAddress>(), new List<PciAddress>());

            var move = HostProtocol.Begin(host, HostCall.Remove(bridge.Address));
            while (move.Call is { } order)
            {
                var pass = order.Call.Verb == DeviceVerb.Stop ? stopped : left;
                var below = host.Registered.Subtree(order.Device).Select(function => function.Address);
                Assert.Equal([order.Device], below.Except(pass));
                pass.Add(order.Device);
                move = HostProtocol.Next(move.State, new DeviceReply(Errno.None));
            }

            Assert.Equal((all > 1 ? all : 0, all), (stopped.Count, left.Count));
        }
    }

    [Fact]
    public void Remove_Twice_IsEnoentTheSecondTime()
    {
        var host = TestHosts.Boot("growing-group");
        var call = HostCall.Remove(PciAddress.Parse("0000:01:00.0"));

        var (first, second) = (host.Execute(call), host.Execute(call));

        Assert.Equal((new HostReply(Removed: 1), new HostReply(Errno.ENOENT)), (first, second));
    }

    [Fact]
    public void Rescan_NothingMissing_DoesNothing()
    {
        var host = TestHosts.Boot("gpu-8x-switch");

        Assert.Equal(new HostReply(), host.Execute(HostCall.Rescan()));
    }

    [Fact]
    public void Plug_BridgeWhoseBusIsTaken_IsEbusyAndChangesNothing()
    {
        var host = TestHosts.Boot("growing-group");
        var before = host.State;
        var bridge = before.Physical.Functions.First(function => function.Buses is { Secondary: > 0 });
        var second = bridge with { Address = new PciAddress(0, 0, 0xc8) };

        var reply = host.Execute(HostCall.Plug([second]));

        Assert.Equal(new HostReply(Errno.EBUSY), reply);
        Assert.Same(before, host.State);
    }

    // sriov_numvfs

    [Theory]
    [InlineData("0000:5e:00.0", 65, Errno.ERANGE)] // More than TotalVFs.
    [InlineData("0000:5e:00.0", 32, Errno.EBUSY)] // 64 are on; they must be switched off first.
    [InlineData("0000:5e:00.0", -1, Errno.EINVAL)] // Not a number that sysfs takes.
    [InlineData("0000:00:17.0", 1, Errno.ENOENT)] // No SR-IOV capability, so no such attribute.
    [InlineData("0000:77:00.0", 1, Errno.ENOENT)] // No such device.
    public void SetVfs_CannotBe_IsRefusedAndChangesNothing(string device, int count, Errno expected)
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        var before = host.State.Registered;

        var reply = host.Execute(HostCall.SetVfs(PciAddress.Parse(device), count));

        Assert.Equal(new HostReply(expected), reply);
        Assert.Same(before, host.State.Registered);
        Assert.Null(host.State.Step);
    }

    [Fact]
    public void SetVfs_CountThatIsOn_IsGrantedWithoutADriverToo()
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        host.Execute(Port0, DeviceCall.Unbind());

        Assert.Equal(new HostReply(), host.Execute(HostCall.SetVfs(Port0, 64)));
    }

    [Fact]
    public void SetVfs_WithoutADriver_IsEnoent()
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        host.Execute(Port1, DeviceCall.Unbind());

        Assert.Equal(new HostReply(Errno.ENOENT), host.Execute(HostCall.SetVfs(Port1, 4)));
    }

    /// <summary>pci-stub has no <c>sriov_configure</c>, and vfio-pci's is off.</summary>
    [Theory]
    [InlineData("pci-stub")]
    [InlineData("vfio-pci")]
    public void SetVfs_DriverThatEnablesNone_IsEnoentForOnAndOff(string driver)
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        foreach (var port in new[] { Port0, Port1 })
        {
            host.Execute(port, DeviceCall.Unbind());
            host.Execute(port, DeviceCall.SetOverride(driver));
            Assert.True(host.Execute(port, DeviceCall.Bind(driver)).Granted);
        }

        Assert.Equal(new HostReply(Errno.ENOENT), host.Execute(HostCall.SetVfs(Port0, 0)));
        Assert.Equal(new HostReply(Errno.ENOENT), host.Execute(HostCall.SetVfs(Port1, 4)));
    }

    [Fact]
    public void Rescan_AfterRemovalOfAPhysicalFunction_BringsItBackWithoutVfs()
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        var removed = host.Execute(HostCall.Remove(Port0));

        var rescanned = host.Execute(HostCall.Rescan());

        Assert.Equal(65, removed.Removed);
        Assert.Equal(1, rescanned.Added);
        Assert.Equal(64, host.Execute(HostCall.SetVfs(Port0, 64)).Added);
    }

    [Fact]
    public void SetVfs_OffAndOnAgain_EachVfHasItsDriverAndItsGroup()
    {
        var host = TestHosts.Boot("sriov-nic-64vf");
        var groups = host.State.Groups.Count;

        var off = host.Execute(HostCall.SetVfs(Port0, 0));
        var groupsWithout = host.State.Groups.Count;
        var on = host.Execute(HostCall.SetVfs(Port0, 8));

        Assert.Equal((new HostReply(Removed: 64), new HostReply(Added: 8, Bound: 8)), (off, on));
        Assert.Equal((groups - 64, groups - 56), (groupsWithout, host.State.Groups.Count));
        Assert.Empty(TestHosts.Contradictions(host));
    }

    // A newcomer that needs a direct mapping in a group of a user (hole H-4).

    [Fact]
    public void Plug_DirectMappingIntoAClaimedGroup_StaysUngroupedAndCanGoAgain()
    {
        var host = TestHosts.Boot("growing-group");
        var slot = Slot("growing-group", "slot 2");
        var group = GroupOf(host, "0000:01:00.0");
        host.Execute(PciAddress.Parse("0000:01:00.0"), DeviceCall.Unbind());
        Assert.True(host.Execute(group, GroupCall.ClaimGroup(Vm1)).Granted);

        var plugged = host.Execute(HostCall.Plug([slot.Functions[0] with { RequiresDirectMapping = true }]));
        var there = TestHosts.Contradictions(host).ToList();
        var claim = host.Execute(slot.Functions[0].Address, DeviceCall.Claim(Vm1));
        var unplugged = host.Execute(HostCall.Unplug(slot.Tops));

        Assert.Equal(new HostReply(Added: 1, Bound: 1, Ungrouped: 1), plugged);
        Assert.Empty(there);
        Assert.Equal(Errno.ENODEV, claim.Errno);
        Assert.Equal(new HostReply(Removed: 1), unplugged);
        Assert.Empty(TestHosts.Contradictions(host));
        Assert.Equal(3, host.Groups[group].State.Members.Length);
    }

    [Fact]
    public void Plug_DirectMappingAfterTheRelease_JoinsTheGroup()
    {
        var host = TestHosts.Boot("growing-group");
        var newcomer = Slot("growing-group", "slot 2").Functions[0] with { RequiresDirectMapping = true };

        var plugged = host.Execute(HostCall.Plug([newcomer]));
        host.Execute(newcomer.Address, DeviceCall.Unbind());
        host.Execute(PciAddress.Parse("0000:01:00.0"), DeviceCall.Unbind());
        var claim = host.Execute(GroupOf(host, "0000:01:00.0"), GroupCall.ClaimGroup(Vm1));

        Assert.Equal(new HostReply(Added: 1, Bound: 1), plugged);
        Assert.Equal(Errno.EINVAL, claim.Errno);
    }

    [Fact]
    public void Execute_HostIsDown_AnswersEhostdownToEverything()
    {
        var host = TestHosts.Boot("growing-group", "viability");
        var nic = PciAddress.Parse("0000:01:00.0");
        host.Execute(nic, DeviceCall.Unbind());
        host.Execute(GroupOf(host, "0000:01:00.0"), GroupCall.ClaimGroup(Vm1));

        var panicked = host.Execute(nic, DeviceCall.Bind("e1000e"));

        Assert.Equal(new DeviceReply(Errno.EHOSTDOWN, Panicked: true), panicked);
        Assert.True(host.IsDown);
        Assert.Equal(new HostReply(Errno.EHOSTDOWN), host.Execute(HostCall.Rescan()));
        Assert.Equal(new DeviceReply(Errno.EHOSTDOWN), host.Execute(nic, DeviceCall.Probe()));
        Assert.Equal(new GroupReply(Errno.EHOSTDOWN), host.Execute(0, GroupCall.ClaimGroup(Vm1)));
    }

    private static HotplugSlot Slot(string kind, string name) =>
        HostKinds.Find(kind)!.Slots.Single(slot => slot.Name == name);

    private static int GroupOf(LocalHost host, string device) =>
        host.State.Groups.GroupOf(PciAddress.Parse(device))!.Value.Id;

    private static HostCall Fill(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, slot.Functions.Length) : HostCall.Plug(slot.Functions);

    private static HostCall Empty(HotplugSlot slot) =>
        slot.IsVirtual ? HostCall.SetVfs(slot.Port, 0) : HostCall.Unplug(slot.Tops);
}

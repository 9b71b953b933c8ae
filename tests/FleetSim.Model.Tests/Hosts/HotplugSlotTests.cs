using FleetSim.Model.Drivers;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Tests.Hosts;

public sealed class HotplugSlotTests
{
    public static TheoryData<string> Names => [.. HostKinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Plug_AgainAfterUnplug_FormsTheSameGroups(string name)
    {
        var kind = HostKinds.Find(name)!;
        var boot = PluggedHost.Boot(kind);
        foreach (var slot in kind.Slots)
        {
            var emptied = slot.PresentAtBoot ? boot.Unplug(slot) : boot;
            var plugged = emptied.Plug(slot);

            Assert.Equal(boot.Topology.Count, (slot.PresentAtBoot ? plugged : emptied).Topology.Count);
            Assert.Equal(plugged.Shape, plugged.Unplug(slot).Plug(slot).Shape);
            Assert.Equal(emptied.Shape, plugged.Unplug(slot).Shape);
            if (slot.PresentAtBoot)
            {
                Assert.Equal(boot.Shape, plugged.Shape);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plug_EverySlotOfAKind_LeavesUniqueNestedBusNumbers(string name)
    {
        var kind = HostKinds.Find(name)!;
        var full = kind.Slots
            .Where(slot => !slot.PresentAtBoot)
            .Aggregate(kind.Topology, (host, slot) => slot.PlugInto(host));

        var bridges = full.Functions.Where(function => function.Buses is not null).ToList();

        Assert.All(bridges, bridge => Assert.Equal(bridge, full.BridgeAbove(BusBelow(bridge))));
        foreach (var siblings in bridges.GroupBy(bridge => bridge.Address.OnBus))
        {
            var last = 0;
            foreach (var buses in siblings.Select(bridge => bridge.Buses!.Value).OrderBy(buses => buses.Secondary))
            {
                Assert.Equal(siblings.Key.Number, buses.Primary);
                Assert.InRange(buses.Secondary, Math.Max(last, buses.Primary) + 1, buses.Subordinate);
                last = buses.Subordinate;
            }

            Assert.True(full.BridgeAbove(siblings.Key) is not { } above || last <= above.Buses!.Value.Subordinate);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slots_OfAKind_AreApartAndNamed(string name)
    {
        var kind = HostKinds.Find(name)!;

        var functions = kind.Slots.SelectMany(slot => slot.Functions).Select(function => function.Address).ToList();

        Assert.Equal(functions.Count, functions.Distinct().Count());
        Assert.Equal(kind.Slots.Length, kind.Slots.Select(slot => slot.Name).Distinct().Count());
        Assert.DoesNotContain(kind.Slots, slot => functions.Contains(slot.Port));
        Assert.All(kind.Slots, slot => Assert.Equal(slot.PresentAtBoot, slot.IsOccupied(kind.Topology)));
        Assert.All(kind.Slots, slot => Assert.All(slot.Tops, top => Assert.True(IsAtPort(kind.Topology, slot, top))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_OfEverySlot_HaveADriver(string name)
    {
        var functions = HostKinds.Find(name)!.Slots.SelectMany(slot => slot.Functions);

        Assert.All(functions, function => Assert.NotNull(DriverCatalogue.Standard.DriverFor(function, null)));
    }

    [Theory]
    [InlineData("growing-group", "slot 2", "0000:01:00.0", "e1000e")]
    [InlineData("growing-group", "second function of slot 3", "0000:03:00.0", "nvidia")]
    [InlineData("desktop-x670e", "M.2_3", "0000:67:00.0", "ahci")]
    [InlineData("xeon-scalable-vmd", "NVMe bay 3", "0000:5d:05.5", "vmd")]
    [InlineData("conventional-pci", "PCI slot 2", "0000:0c:00.0", "e1000")]
    public void Plug_WhereNothingIsolates_GrowsAGroupThatAKernelDriverUses(
        string name, string slotName, string memberText, string driverName)
    {
        var kind = HostKinds.Find(name)!;
        var slot = kind.Slots.Single(slot => slot.Name == slotName);
        var member = PciAddress.Parse(memberText);
        var before = PluggedHost.Boot(kind);
        var driver = DriverCatalogue.Standard.DriverFor(kind.Topology[member], null);

        var after = before.Plug(slot);

        Assert.Equal(driverName, driver!.Name);
        Assert.False(driver.ManagesDma);
        Assert.Equal(before.Groups.GroupOf(member), after.Groups.GroupOf(member));
        Assert.All(slot.Functions, arrived =>
            Assert.Equal(after.Groups.GroupOf(member), after.Groups.GroupOf(arrived.Address)));
    }

    [Fact]
    public void Plug_VirtualFunctions_EachHasItsOwnGroup()
    {
        var kind = HostKinds.Find("sriov-nic-64vf")!;
        var slot = kind.Slots.Single(slot => slot.Name == "port 0 VFs");
        var boot = PluggedHost.Boot(kind);

        var without = boot.Unplug(slot);

        Assert.True(slot.IsVirtual);
        Assert.Equal(64, slot.Tops.Length);
        Assert.Equal(("0000:5e:02.0", "0000:5e:09.7"), (slot.Tops[0].ToString(), slot.Tops[^1].ToString()));
        Assert.Equal(boot.Groups.Count - 64, without.Groups.Count);
    }

    [Fact]
    public void Plug_ThunderboltTree_IsUntrustedAndHasOneTop()
    {
        var slot = HostKinds.Find("thunderbolt-workstation")!.Slots.Single(slot => slot.Name == "graphics box");

        Assert.Equal(["0000:2c:00.0"], slot.Tops.Select(top => top.ToString()));
        Assert.All(slot.Functions, function => Assert.True(function.Untrusted));
    }

    private static bool IsAtPort(PciTopology topology, HotplugSlot slot, PciAddress top) =>
        slot.IsVirtual || top.OnBus == BusBelow(topology[slot.Port]);

    private static PciBus BusBelow(PciFunction bridge) => new(bridge.Address.Segment, bridge.Buses!.Value.Secondary);
}

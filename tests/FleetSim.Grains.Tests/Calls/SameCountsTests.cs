using FleetSim.Fleets;
using FleetSim.Fleets.Local;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Tests.Calls;

/// <summary>A fleet without grains counts the same answers as a silo, those among the parts of a host too.</summary>
public sealed class SameCountsTests
{
    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");

    [Theory]
    [InlineData("mainline")]
    [InlineData("viability")] // The host is down from the bind on.
    public async Task Counters_SameCalls_AreTheSame(string policy)
    {
        await using var silo = await TestSilo.Start(policy, hosts: 2);
        using var local = new LocalFleet(silo.Fleet, continuousChecks: true);

        await Run(silo.Target);
        await Run(local);

        var (expected, counted) = (await silo.Counts(), local.Report.Counts);
        Assert.Equal(expected.Hotplug.AsEnumerable(), counted.Hotplug);
        Assert.Equal(expected.Binds.AsEnumerable(), counted.Binds);
        Assert.Equal(expected.Claims.AsEnumerable(), counted.Claims);
        Assert.Equal(expected.Violations.AsEnumerable(), counted.Violations);
        Assert.Equal((expected.Panics, expected.Warnings), (counted.Panics, counted.Warnings));
    }

    private static async Task Run(IFleet target)
    {
        var template = target.Fleet.TemplateOf(0);
        var group = template.Host.Groups.GroupOf(Nic)!.Value.Id;
        var slot = template.Slots.First(slot => !slot.PresentAtBoot);
        await target.Host(0, HostCall.Plug(slot.Functions));
        await target.Device(0, Nic, DeviceCall.Unbind());
        await target.Group(0, group, GroupCall.ClaimGroup(new OwnerCookie(0xa)));
        await target.Device(0, Nic, DeviceCall.Bind("e1000e"));
        await target.Host(0, HostCall.Unplug(slot.Tops));
        await target.Host(0, HostCall.Rescan());
        await target.Group(0, group, GroupCall.ReleaseGroup(new OwnerCookie(0xa)));
    }
}

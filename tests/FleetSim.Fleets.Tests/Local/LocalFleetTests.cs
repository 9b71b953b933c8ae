using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Local;
using FleetSim.Fleets.Sources;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Fleets.Tests.Local;

/// <summary>A fleet without grains counts what a silo would.</summary>
public sealed class LocalFleetTests
{
    private static readonly PciAddress Nic = PciAddress.Parse("0000:01:00.0");

    [Fact]
    public async Task Held_DriverOfATouchedHostGoes_IsOneLess()
    {
        using var target = Target("mainline");
        var group = target.Fleet.TemplateOf(0).Host.Groups.GroupOf(Nic)!.Value.Id;
        var heldAtBoot = target.Fleet.TemplateOf(0).Groups.Count(record => record.State.KernelDrivers() > 0);
        Assert.Equal((0, 0), Held(target));

        await target.Device(0, Nic, DeviceCall.Unbind());
        var unbound = Held(target);
        await target.Group(0, group, GroupCall.ClaimGroup(new OwnerCookie(0xa)));

        Assert.Equal((0, heldAtBoot - 1), unbound);
        Assert.Equal((1, heldAtBoot - 1), Held(target));
    }

    [Fact]
    public async Task Panics_HostThatIsAskedAgain_IsOne()
    {
        using var target = Target("viability");
        var group = target.Fleet.TemplateOf(0).Host.Groups.GroupOf(Nic)!.Value.Id;
        await target.Device(0, Nic, DeviceCall.Unbind());
        await target.Group(0, group, GroupCall.ClaimGroup(new OwnerCookie(0xa)));

        var replies = new[]
        {
            await target.Device(0, Nic, DeviceCall.Bind("e1000e")), await target.Device(0, Nic, DeviceCall.Bind("e1000e")),
        };

        Assert.All(replies, reply => Assert.Equal(Errno.EHOSTDOWN, reply.Errno));
        Assert.Equal(1, target.Report.Counts.Panics);
        Assert.True((await target.Inspect(0)).IsDown);
        Assert.False((await target.Inspect(1)).IsDown);
    }

    [Fact]
    public async Task BrokenBookkeeping_IsRememberedAndTheHostBeginsAnew()
    {
        using var target = Target("mainline");
        var template = target.Fleet.TemplateOf(0);
        var member = template.Groups[0].State.Members[0];
        var again = GroupCall.Join(member, incarnation: 99);

        await Assert.ThrowsAsync<InvariantViolationException>(async () => await target.Group(0, 0, again));

        Assert.Equal([$"h000000: INV-12 broken by Join {member.Device}"], target.Report.BrokenInvariants);
        Assert.Same(template.Groups[0], (await target.Inspect(0)).Groups[0]);
    }

    private static (long Users, long Kernel) Held(LocalFleet target) =>
        (target.Report.Counts.UserOwners, target.Report.Counts.KernelOwners);

    private static LocalFleet Target(string policy)
    {
        var growing = HostSources.Find("growing-group", ".", new InputPlace());
        var declaration = new FleetDeclaration { Hosts = 2, Mix = [new HostShare(growing, 1)], Policy = policy, Seed = 11 };
        return new LocalFleet(declaration.Boot(), continuousChecks: true);
    }
}

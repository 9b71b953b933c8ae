using FleetSim.Contracts.Reports;
using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Tests.Groups;

/// <summary>
/// The trace that FleetSim began with (<c>reference/ownership.md</c> 2.3): a driver takes its device to a private
/// domain, then a second device is hot-added to the group. Isolation invariants are counted; a broken bookkeeping
/// invariant stops its activation.
/// </summary>
public sealed class InvariantTests
{
    private const string Gpu = "0000:03:00.0";
    private const string Audio = "0000:03:00.1";

    private static readonly Domain Private = Domain.Private(7);

    [Fact]
    public async Task HotAddBesideAPrivateDomain_Viability_IsCountedOncePerBeginning()
    {
        await using var silo = await TestSilo.Start("viability", hosts: 1);
        var host = silo.Host(0);
        var slot = host.Slot("second function of slot 3");
        var attached = await host.Call(Gpu, DeviceCall.AttachDevice(Private));
        Assert.Equal(Errno.None, attached.Errno);

        var reply = await host.Call(HostCall.Plug(slot.Functions));

        Assert.Equal(new HostReply(Added: 1, Bound: 1), reply);
        Assert.Equal(
            [
                new InvariantCount(IsolationInvariants.OneDomain, 1),
                new InvariantCount(IsolationInvariants.KernelDriverKeepsItsDomain, 1),
                new InvariantCount(IsolationInvariants.PrivateDomainIsUnshared, 1),
            ],
            (await silo.Counts()).Violations);
        Assert.Equal(
            [
                $"h000000/{host.GroupOf(Gpu)}: OneDomain broken by Join {Audio}",
                $"h000000/{host.GroupOf(Gpu)}: KernelDriverKeepsItsDomain, PrivateDomainIsUnshared broken by Bind {Audio} snd_hda_intel",
            ],
            silo.Target.Report.Incidents);
    }

    [Fact]
    public async Task HotAddBesideAPrivateDomain_ViabilityTwice_IsCountedTwice()
    {
        await using var silo = await TestSilo.Start("viability", hosts: 1);
        var host = silo.Host(0);
        var slot = host.Slot("second function of slot 3");
        await host.Call(Gpu, DeviceCall.AttachDevice(Private));

        await host.Call(HostCall.Plug(slot.Functions));
        await host.Call(HostCall.Unplug(slot.Tops));
        await host.Call(HostCall.Plug(slot.Functions));

        var counts = await silo.Counts();
        Assert.Equal(2, counts.Broken(IsolationInvariants.OneDomain));
        Assert.Equal(2, counts.Broken(IsolationInvariants.KernelDriverKeepsItsDomain));
    }

    [Fact]
    public async Task HotAddBesideAPrivateDomain_Mainline_RefusesTheBindAndBreaksNothing()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 1);
        var host = silo.Host(0);
        await host.Call(Gpu, DeviceCall.AttachDevice(Private));

        var reply = await host.Call(HostCall.Plug(host.Slot("second function of slot 3").Functions));

        Assert.Equal(new HostReply(Added: 1, BindsRefused: 1, LastBindRefusal: Errno.EBUSY), reply);
        var facts = await host.Facts();
        Assert.All(facts.Units["dmar1"].Group(host.GroupOf(Gpu)), rid => Assert.Equal(Private, rid.Domain));
        Assert.Empty((await silo.Counts()).Violations);
        Assert.Empty(silo.Target.Report.Incidents);
    }

    [Fact]
    public async Task HotAddBesideAPrivateDomain_ChecksAreOff_CountsNothing()
    {
        await using var silo = await TestSilo.Start("viability", hosts: 1, continuousChecks: false);
        var host = silo.Host(0);
        await host.Call(Gpu, DeviceCall.AttachDevice(Private));

        await host.Call(HostCall.Plug(host.Slot("second function of slot 3").Functions));

        Assert.Empty((await silo.Counts()).Violations);
    }

    /// <summary>No legal caller begins another life of a group that has members.</summary>
    [Fact]
    public async Task BrokenBookkeeping_StopsTheActivationAndIsRemembered()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        var group = host.GroupOf("0000:01:00.0");
        await host.FreeGroup(group);
        await host.Call(group, GroupCall.ClaimGroup(new OwnerCookie(0x601)));
        var member = host.Template.Groups[group].State.Members[0] with { Device = PciAddress.Parse("0000:01:01.0") };

        var failure = await Assert.ThrowsAsync<InvariantViolationException>(
            () => host.Call(group, GroupCall.Join(member, incarnation: 99)));

        await silo.Target.Report.Refresh();
        Assert.Equal("INV-12", failure.Id);
        Assert.Equal([$"h000001/{group}: INV-12 broken by Join 0000:01:01.0"], silo.Target.Report.BrokenInvariants);
        var anew = await host.Group(group); // A new activation: what was held is lost.
        Assert.Equal(
            host.Template.Groups[group].State.Members.Select(member => member.ToString()),
            anew.State.Members.Select(member => member.ToString()));
        Assert.Equal((false, host.Template.Groups[group].Version), (anew.State.IsClaimed, anew.Version));
    }

    [Fact]
    public async Task BrokenBookkeeping_BehindADevice_IsRememberedOnceAndTheDeviceGoesOn()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2);
        var host = silo.Host(1);
        var group = host.GroupOf("0000:01:00.0");
        var newcomer = host.Slot("slot 3").Functions[0];
        var member = host.Template.Groups[group].State.Members[0] with { Device = newcomer.Address };

        await Assert.ThrowsAsync<InvariantViolationException>(() => host.Call(
            newcomer.Address.ToString(), DeviceCall.Appear(newcomer, new GroupKey(group, 99), member)));
        var afterwards = await host.Call(newcomer.Address.ToString(), DeviceCall.ConfigureVfs());

        await silo.Target.Report.Refresh();
        Assert.Equal([$"h000001/{group}: INV-12 broken by Join {newcomer.Address}"], silo.Target.Report.BrokenInvariants);
        Assert.Equal(Errno.ENOENT, afterwards.Errno);
    }
}

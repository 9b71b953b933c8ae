using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using Microsoft.Extensions.DependencyInjection;

namespace FleetSim.Grains.Tests.Calls;

/// <summary>A protocol whose inner call fails keeps its step, and goes on with the next call; a retry is answered
/// alike.</summary>
public sealed class CutOffTests : IAsyncLifetime
{
    private const string Nic = "0000:01:00.0";

    private static readonly OperationId Id = new(0x77);
    private static readonly OwnerCookie Vm1 = new(0x101);

    private readonly LostAnswer _lost = new();
    private TestSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(
        "mainline", hosts: 8, configure: silo => silo.Services.AddSingleton<IIncomingGrainCallFilter>(_lost));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Unbind_AnswerOfTheGroupIsLost_TheRetryIsGrantedAndBothAgree()
    {
        var host = _silo.Host(1);
        var unbind = DeviceCall.Unbind() with { Id = Id };
        _lost.Arm<GroupCall>(call => call.Verb == GroupVerb.Unbind);

        await Assert.ThrowsAsync<TimeoutException>(() => host.Call(Nic, unbind));
        var retried = await host.Call(Nic, unbind);

        Assert.Equal((Errno.None, null), (retried.Errno, retried.Driver));
        Assert.Equal(0, (await host.Group(host.GroupOf(Nic))).State.Count);
        await RequireAgreement(host);
    }

    [Fact]
    public async Task Unbind_AnswerOfTheGroupIsLost_AnotherCallFinishesItFirst()
    {
        var host = _silo.Host(3);
        _lost.Arm<GroupCall>(call => call.Verb == GroupVerb.Unbind);

        await Assert.ThrowsAsync<TimeoutException>(() => host.Call(Nic, DeviceCall.Unbind()));
        var bound = await host.Call(Nic, DeviceCall.Bind("e1000e"));

        Assert.Equal((Errno.None, "e1000e"), (bound.Errno, bound.Driver));
        Assert.Equal(1, (await host.Group(host.GroupOf(Nic))).State.Count);
        await RequireAgreement(host);
    }

    [Fact]
    public async Task Plug_AnswerOfADeviceIsLost_TheRetryIsAnsweredAsIfNothingHadBeen()
    {
        var (host, other) = (_silo.Host(0), _silo.Host(2));
        var slot = host.Template.Slots.First(slot => !slot.PresentAtBoot);
        var plug = HostCall.Plug(slot.Functions) with { Id = Id };
        var expected = await other.Call(plug);
        _lost.Arm<DeviceCall>(call => call.Verb == DeviceVerb.Appear);

        await Assert.ThrowsAsync<TimeoutException>(() => host.Call(plug));
        var retried = await host.Call(plug);

        Assert.Equal(expected, retried);
        Assert.Equal(slot.Functions.Length, retried.Added);
        await RequireAgreement(host);
    }

    [Fact]
    public async Task Claim_AnswerOfTheUnitIsLost_TheRetryIsGrantedAndHeldOnce()
    {
        var host = _silo.Host(5);
        var group = host.GroupOf(Nic);
        await host.FreeGroup(group);
        var claim = GroupCall.ClaimGroup(Vm1) with { Id = Id };
        _lost.Arm<UnitCall>(call => call.Domain == Domain.Blocking);

        await Assert.ThrowsAsync<TimeoutException>(() => host.Call(group, claim));
        var retried = await host.Call(group, claim);
        var released = await host.Call(group, GroupCall.ReleaseGroup(Vm1, retried.Epoch));

        Assert.Equal((Errno.None, Errno.None), (retried.Errno, released.Errno));
        Assert.Equal(2ul, released.Epoch); // One claim and one release: nothing was done twice.
        await RequireAgreement(host);
    }

    [Fact]
    public async Task BindAndPlug_SameIdTwice_AreAnsweredAlikeAndDoneOnce()
    {
        var host = _silo.Host(4);
        var slot = host.Template.Slots.First(slot => !slot.PresentAtBoot);
        var plug = HostCall.Plug(slot.Functions) with { Id = Id };
        var unbind = DeviceCall.Unbind() with { Id = Id };
        var bound = host.Template.Devices.First(device => device.Value.Driver is { ManagesDma: false }).Key.ToString();

        var plugs = new[] { await host.Call(plug), await host.Call(plug) };
        var unbinds = new[] { await host.Call(bound, unbind), await host.Call(bound, unbind) };

        Assert.Equal((Errno.None, plugs[0]), (plugs[0].Errno, plugs[1]));
        Assert.Equal((Errno.None, unbinds[0]), (unbinds[0].Errno, unbinds[1]));
        await RequireAgreement(host);
    }

    private async Task RequireAgreement(TestHost host)
    {
        Assert.False(_lost.IsArmed, "the answer that was to be lost never came");
        Assert.Empty(Verification.Audit.HostAudit.Problems(await host.Facts()));
        await _silo.Target.Report.Refresh();
        Assert.Empty(_silo.Target.Report.BrokenInvariants);
    }
}

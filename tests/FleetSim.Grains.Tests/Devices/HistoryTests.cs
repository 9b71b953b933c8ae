using FleetSim.Grains.Tests.Silos;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Groups;
using FleetSim.Model.Protocols;
using FleetSim.Verification.History;

namespace FleetSim.Grains.Tests.Devices;

/// <summary>Whoever calls a group writes down what it asked and heard: devices, and the target for users.</summary>
public sealed class HistoryTests
{
    private const string Nic = "0000:01:00.0";

    private static readonly OwnerCookie Vm1 = new(0x701);

    [Fact]
    public async Task Calls_OfDevicesAndUsers_AreAllInTheHistory()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2, history: true);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);

        await host.FreeGroup(group);
        var claim = await host.Call(group, GroupCall.ClaimGroup(Vm1));
        await host.Call(Nic, DeviceCall.Probe());
        await host.Call(group, GroupCall.ReleaseGroup(Vm1, claim.Epoch));
        await host.Call(Nic, DeviceCall.Probe());

        var history = await silo.Target.Report.History();
        var recorded = Assert.Single(history.Groups, recorded => recorded.Number == group);
        Assert.Equal(1, recorded.Host);
        var unbinds = host.Template.Groups[group].State.Members.Count(member => member.UsesKernelDma);
        Assert.Equal(
            [
                .. Enumerable.Repeat((GroupVerb.Unbind, Errno.None), unbinds),
                (GroupVerb.ClaimGroup, Errno.None),
                (GroupVerb.Bind, Errno.EBUSY),
                (GroupVerb.ReleaseGroup, Errno.None),
                (GroupVerb.Bind, Errno.None),
            ],
            recorded.Operations().Select(operation => (operation.Call.Verb, operation.Reply!.Value.Errno)));
        Assert.True(Check(silo, history).IsLinearizable);
    }

    /// <summary>A call that ends with an exception may have happened.</summary>
    [Fact]
    public async Task Calls_ThatFail_HaveNoAnswer()
    {
        await using var silo = await TestSilo.Start("mainline", hosts: 2, history: true);
        var host = silo.Host(1);
        var group = host.GroupOf(Nic);
        var newcomer = host.Slot("slot 3").Functions[0];
        var member = host.Template.Groups[group].State.Members[0] with { Device = newcomer.Address };

        await Assert.ThrowsAsync<InvariantViolationException>(
            () => host.Call(group, GroupCall.Join(member, incarnation: 99)));
        await Assert.ThrowsAsync<InvariantViolationException>(() => host.Call(
            newcomer.Address.ToString(), DeviceCall.Appear(newcomer, new GroupKey(group, 99), member)));

        var operations = Assert.Single((await silo.Target.Report.History()).Groups).Operations();
        Assert.Equal([false, false], operations.Select(operation => operation.IsAnswered));
    }

    private static HistoryVerdict Check(TestSilo silo, RecordedHistory history) => new HistoryChecker(
        silo.Fleet.Policy, (host, number) => silo.Fleet.TemplateOf(host).Groups[number]).Check(history);
}

using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.Devices;

/// <summary>Runtime shell of one device: drives <see cref="DeviceProtocol"/>, calls its group, reports.</summary>
[HomePlacement]
public sealed class DeviceGrain(
    Fleet fleet, HostLiveness liveness, FleetInstruments instruments, HistoryRecorder history) : Grain, IDeviceGrain
{
    private FleetHost _host;
    private DeviceState _state = DeviceState.Absent;
    private IIommuGroupGrain? _group;
    private GroupKey? _groupKey;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _host = FleetHost.Of(this.GetGrainId(), fleet);
        var address = PciAddress.Parse(HostKey.PartOf(this.GetPrimaryKeyString()));
        _state = _host.Template.Devices.GetValueOrDefault(address, DeviceState.Absent);
        instruments.DeviceActivated(1);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.DeviceActivated(-1);
        return Task.CompletedTask;
    }

    public async Task<DeviceReply> Execute(DeviceCall call)
    {
        if (liveness.IsDown(_host.Key))
        {
            return Answered(call, new DeviceReply(Errno.EHOSTDOWN));
        }

        var started = instruments.TimesBinds ? Stopwatch.GetTimestamp() : 0;
        var group = call.Group ?? _state.Group;
        var move = DeviceProtocol.Begin(_host.Template.Drivers, _state, call);
        while (move.Call is { } order)
        {
            _state = move.State;
            var recorded = history.Begin(_host.Index, group!.Value.Id, order);
            var reply = await Group(group.Value).Execute(order);
            recorded.Answered(reply);
            move = DeviceProtocol.Next(_host.Template.Drivers, _state, reply);
        }

        _state = move.State;
        if (started != 0 && call.Verb is DeviceVerb.Bind or DeviceVerb.Unbind or DeviceVerb.Probe)
        {
            instruments.BindTook(Stopwatch.GetElapsedTime(started), move.Reply.Errno);
        }

        return Answered(call, move.Reply);
    }

    public Task<DeviceState> Snapshot() => Task.FromResult(_state);

    private IIommuGroupGrain Group(GroupKey key)
    {
        if (_groupKey != key)
        {
            _groupKey = key;
            _group = GrainFactory.GetGrain<IIommuGroupGrain>(HostKey.Group(_host.Key, key.Id));
        }

        return _group!;
    }

    private DeviceReply Answered(DeviceCall call, DeviceReply reply)
    {
        instruments.Binds.Add((int)call.Verb, reply.Errno);
        return reply;
    }
}

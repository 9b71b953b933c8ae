using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Hosts;

/// <summary>Runtime shell of one host: drives <see cref="HostProtocol"/>, calls its devices, reports.</summary>
[HomePlacement]
public sealed class HostGrain(Fleet fleet, HostLiveness liveness, FleetInstruments instruments) : Grain, IHostGrain
{
    private FleetHost _host;
    private HostState _state = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _host = FleetHost.Of(this.GetGrainId(), fleet);
        _state = _host.Template.Host;
        instruments.HostActivated(1);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.HostActivated(-1);
        return Task.CompletedTask;
    }

    public async Task<HostReply> Execute(HostCall call)
    {
        if (liveness.IsDown(_host.Key))
        {
            return Answered(call, new HostReply(Errno.EHOSTDOWN));
        }

        var started = instruments.TimesHotplug ? Stopwatch.GetTimestamp() : 0;
        var move = HostProtocol.Begin(_state, call);
        while (move.Call is { } order)
        {
            _state = move.State;
            var device = GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(_host.Key, order.Device));
            move = HostProtocol.Next(_state, await device.Execute(order.Call));
        }

        _state = move.State;
        if (started != 0)
        {
            instruments.HotplugTook(Stopwatch.GetElapsedTime(started), call.Verb);
        }

        return Answered(call, move.Reply);
    }

    public Task<HostSnapshot> Snapshot() => Task.FromResult(new HostSnapshot(
        [
            .. _state.Registered.Functions.Select(function => new RegisteredDevice(
                function.Address, _state.Groups.GroupOf(function.Address), function.Unit)),
        ],
        liveness.IsDown(_host.Key)));

    private HostReply Answered(HostCall call, HostReply reply)
    {
        instruments.Hotplug.Add((int)call.Verb, reply.Errno);
        return reply;
    }
}

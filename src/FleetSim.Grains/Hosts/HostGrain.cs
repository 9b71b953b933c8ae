using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Telemetry;

namespace FleetSim.Grains.Hosts;

/// <summary>Runtime shell of one host: drives <see cref="HostProtocol"/>, calls its devices, reports.</summary>
[HomePlacement]
public sealed class HostGrain(Fleet fleet, HostLiveness liveness, FleetInstruments instruments, TimeProvider time)
    : Grain, IHostGrain
{
    private FleetHost _host;
    private HostState _state = null!;
    private OperationResults<HostReply>? _results;

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

        if (_state.Step is not null)
        {
            await GoOn();
        }

        if (_results is not null && _results.TryGet(call.Id, time.Monotonic(), out var earlier))
        {
            return earlier; // A retry: the second of two plugs would find the slot taken.
        }

        var started = instruments.TimesHotplug ? Stopwatch.GetTimestamp() : 0;
        var named = call.Id.IsNone ? call with { Id = OperationIds.New() } : call;
        var reply = await Drive(named, HostProtocol.Begin(_state, named));
        if (started != 0 && call.Verb != HostVerb.GoOn)
        {
            instruments.HotplugTook(Stopwatch.GetElapsedTime(started), call.Verb);
        }

        return reply;
    }

    public Task<HostSnapshot> Snapshot() => Task.FromResult(new HostSnapshot(
        [
            .. _state.Registered.Functions.Select(function => new RegisteredDevice(
                function.Address, _state.Groups.GroupOf(function.Address), function.Unit)),
        ],
        liveness.IsDown(_host.Key),
        _state.Groups.NumbersGiven));

    /// <summary>Carries a call out to its end. If a device fails, the step stays and goes on with the next
    /// call.</summary>
    private async Task<HostReply> Drive(HostCall call, HostMove move, bool hasWaited = false)
    {
        while (move.Call is { } order)
        {
            _state = move.State;
            var device = GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(_host.Key, order.Device));
            move = HostProtocol.Next(_state, await device.Execute(order.Call));
        }

        _state = move.State;
        if (move.Reply.Blocked)
        {
            return move.Reply;
        }

        Remember(call.Id, move.Reply, hasWaited);
        return Answered(call, move.Reply);
    }

    /// <summary>A call that was cut off, or that waited for a user, is taken up again; then those behind it.</summary>
    private async Task GoOn()
    {
        await Drive(_state.Step!.Call, HostProtocol.Resume(_state), hasWaited: true);
        while (HostProtocol.IsFree(_state))
        {
            await Drive(_state.Waiting![0], HostProtocol.Continue(_state), hasWaited: true);
        }
    }

    /// <summary>Whoever has waited asks again for the answer, which may be long after.</summary>
    private void Remember(OperationId id, HostReply reply, bool hasWaited)
    {
        _results ??= new();
        if (hasWaited)
        {
            _results.Keep(id, reply);
        }
        else
        {
            _results.Add(id, reply, time.Monotonic());
        }
    }

    private HostReply Answered(HostCall call, HostReply reply)
    {
        if (call.Verb != HostVerb.GoOn)
        {
            instruments.Hotplug.Add((int)call.Verb, reply.Errno); // GoOn is no event of its own.
        }

        return reply;
    }
}

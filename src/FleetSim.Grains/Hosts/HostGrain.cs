using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using Microsoft.Extensions.Logging;

namespace FleetSim.Grains.Hosts;

/// <summary>Runtime shell of one host: drives <see cref="HostProtocol"/>, calls its devices, reports.</summary>
[HomePlacement]
public sealed class HostGrain(FleetCatalogue catalogue, ILogger<HostGrain> logger, TimeProvider time)
    : HostPartGrain(catalogue), IHostGrain
{
    private HostState _state = null!;
    private OperationResults<HostReply>? _results;

    public async Task<HostReply> Execute(HostCall call, FleetGeneration fleet)
    {
        if (await IsStopped(fleet))
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

        var started = Fleet.Instruments.TimesHotplug ? Stopwatch.GetTimestamp() : 0;
        var named = call.Id.IsNone ? call with { Id = OperationIds.New() } : call;
        var reply = await Drive(named, HostProtocol.Begin(_state, named));
        if (started != 0 && call.Verb != HostVerb.GoOn)
        {
            Fleet.Instruments.HotplugTook(Stopwatch.GetElapsedTime(started), call.Verb);
        }

        return reply;
    }

    public async Task<HostSnapshot> Snapshot(FleetGeneration fleet) => new(
        IsDown: await IsStopped(fleet),
        Registered:
        [
            .. _state.Registered.Functions.Select(function => new RegisteredDevice(
                function.Address, _state.Groups.GroupOf(function.Address), function.Unit)),
        ],
        GroupNumbers: _state.Groups.NumbersGiven);

    public async Task Stop(FleetGeneration fleet)
    {
        await Require(fleet);
        if (Stop())
        {
            Fleet.Instruments.HostPanicked();
            logger.HostStopped(Host.Key, Fleet.Policy.Name);
        }
    }

    public ValueTask<bool> IsDown(FleetGeneration fleet) => IsStopped(fleet);

    private protected override void Begin()
    {
        _state = Host.Template.Host;
        _results = null;
        Fleet.Instruments.HostActivated(1);
    }

    private protected override void End() => Fleet.Instruments.HostActivated(-1);

    /// <summary>Stopped or not: it is this grain that knows.</summary>
    private protected override ValueTask<bool> AskIsStopped() => new(false);

    /// <summary>Carries a call out to its end. If a device fails, the step stays and goes on with the next
    /// call.</summary>
    private async Task<HostReply> Drive(HostCall call, HostMove move, bool hasWaited = false)
    {
        while (move.Call is { } order)
        {
            _state = move.State;
            var device = GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(Host.Key, order.Device));
            move = HostProtocol.Next(_state, await device.Execute(order.Call, Fleet.Generation));
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
            Fleet.Instruments.Hotplug.Add((int)call.Verb, reply.Errno); // GoOn is no event of its own.
        }

        return reply;
    }
}

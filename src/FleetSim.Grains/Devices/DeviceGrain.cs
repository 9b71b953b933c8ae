using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;
using FleetSim.Telemetry;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.Devices;

/// <summary>Runtime shell of one device: drives <see cref="DeviceProtocol"/>, calls its group, reports.</summary>
[HomePlacement]
public sealed class DeviceGrain(
    Fleet fleet, HostLiveness liveness, FleetInstruments instruments, HistoryRecorder history, TimeProvider time)
    : Grain, IDeviceGrain
{
    private FleetHost _host;
    private DeviceState _state = DeviceState.Absent;
    private OperationResults<DeviceReply>? _results;
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

        if (_state.Step is { } cutOff)
        {
            await Drive(cutOff.Call, DeviceProtocol.Resume(_state), hasWaited: true);
            await DriveFreed();
        }

        if (_results is not null && _results.TryGet(call.Id, time.Monotonic(), out var earlier))
        {
            return earlier; // A retry: the second of two binds would find a driver.
        }

        var started = instruments.TimesBinds ? Stopwatch.GetTimestamp() : 0;
        var named = call.Id.IsNone ? call with { Id = OperationIds.New() } : call;
        var reply = await Drive(named, DeviceProtocol.Begin(_host.Template.Drivers, _state, named));
        await DriveFreed();
        if (started != 0 && call.Verb is DeviceVerb.Bind or DeviceVerb.Unbind or DeviceVerb.Probe)
        {
            instruments.BindTook(Stopwatch.GetElapsedTime(started), reply.Errno);
        }

        return reply;
    }

    public async Task<TranslationReply> Dma(TranslationBatch batch)
    {
        var refusal = liveness.IsDown(_host.Key) ? Errno.EHOSTDOWN : DeviceDma.Refusal(_state);
        if (refusal != Errno.None)
        {
            return new TranslationReply(refusal, default, batch);
        }

        if (DeviceDma.Send(_state, batch) is not { } name)
        {
            return batch.Untranslated();
        }

        var unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(_host.Key, name));
        var reply = await unit.Translate(batch);
        if (DeviceDma.AsksTheGroup(reply) && _state.Group is { } group)
        {
            await Group(group).Execute(GroupCall.Reattach());
            reply = await unit.Translate(batch);
        }

        return reply;
    }

    public async Task<KernelDmaReply> MapForKernel(KernelDmaCall call)
    {
        var refusal = liveness.IsDown(_host.Key) ? Errno.EHOSTDOWN : DeviceKernelDma.Refusal(_state);
        if (refusal != Errno.None)
        {
            return new KernelDmaReply(refusal);
        }

        if (DeviceKernelDma.Send(_state, call) is not var (name, order))
        {
            return call.Direct();
        }

        var unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(_host.Key, name));
        var reply = await unit.MapForKernel(order);
        if (reply.Unknown)
        {
            await Group(_state.Group!.Value).Execute(GroupCall.Reattach());
            reply = await unit.MapForKernel(order);
        }

        return DeviceKernelDma.Answer(reply);
    }

    public Task<DeviceState> Snapshot() => Task.FromResult(_state);

    /// <summary>Carries a call out to its end. If the group fails, the step stays and goes on with the next
    /// call.</summary>
    private async Task<DeviceReply> Drive(DeviceCall call, DeviceMove move, bool hasWaited = false)
    {
        var group = call.Group ?? _state.Group;
        while (move.Call is { } order)
        {
            _state = move.State;
            var recorded = history.Begin(_host.Index, group!.Value.Id, order);
            var reply = await Group(group.Value).Execute(order);
            recorded.Answered(reply);
            move = DeviceProtocol.Next(_host.Template.Drivers, _state, reply);
        }

        _state = move.State;
        if (move.Reply.Blocked)
        {
            return move.Reply;
        }

        Remember(call.Id, move.Reply, hasWaited);
        return Answered(call, move.Reply);
    }

    /// <summary>What waited for the file that was just closed goes on; its callers ask for its end.</summary>
    private async ValueTask DriveFreed()
    {
        while (DeviceLock.IsFree(_state))
        {
            var move = DeviceLock.Continue(_host.Template.Drivers, _state);
            await Drive(DeviceLock.Next(_state), move, hasWaited: true);
        }
    }

    private IIommuGroupGrain Group(GroupKey key)
    {
        if (_groupKey != key)
        {
            _groupKey = key;
            _group = GrainFactory.GetGrain<IIommuGroupGrain>(HostKey.Group(_host.Key, key.Id));
        }

        return _group!;
    }

    /// <summary>Whoever has waited asks again for the answer, which may be long after.</summary>
    private void Remember(OperationId id, DeviceReply reply, bool hasWaited)
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

    private DeviceReply Answered(DeviceCall call, DeviceReply reply)
    {
        instruments.Binds.Add((int)call.Verb, reply.Errno);
        return reply;
    }
}

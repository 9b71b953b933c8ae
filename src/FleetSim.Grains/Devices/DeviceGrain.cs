using System.Diagnostics;
using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Groups;
using FleetSim.Model.Operations;
using FleetSim.Model.Pci;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Grains.Devices;

/// <summary>Runtime shell of one device: drives <see cref="DeviceProtocol"/>, calls its group, reports.</summary>
[HomePlacement]
public sealed class DeviceGrain(FleetCatalogue catalogue, TimeProvider time)
    : HostPartGrain(catalogue), IDeviceGrain
{
    private DeviceState _state = DeviceState.Absent;
    private OperationResults<DeviceReply>? _results;
    private IIommuGroupGrain? _group;
    private GroupKey? _groupKey;

    public async Task<DeviceReply> Execute(DeviceCall call, FleetGeneration fleet)
    {
        if (await IsStopped(fleet))
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

        var started = Fleet.Instruments.TimesBinds ? Stopwatch.GetTimestamp() : 0;
        var named = call.Id.IsNone ? call with { Id = OperationIds.New() } : call;
        var reply = await Drive(named, DeviceProtocol.Begin(Host.Template.Drivers, _state, named));
        await DriveFreed();
        if (started != 0 && call.Verb is DeviceVerb.Bind or DeviceVerb.Unbind or DeviceVerb.Probe)
        {
            Fleet.Instruments.BindTook(Stopwatch.GetElapsedTime(started), reply.Errno);
        }

        return reply;
    }

    public async Task<TranslationReply> Dma(TranslationBatch batch, FleetGeneration fleet)
    {
        var refusal = await IsStopped(fleet) ? Errno.EHOSTDOWN : DeviceDma.Refusal(_state);
        if (refusal != Errno.None)
        {
            return new TranslationReply(refusal, default, batch);
        }

        if (DeviceDma.Send(_state, batch) is not { } name)
        {
            return batch.Untranslated();
        }

        var unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(Host.Key, name));
        var reply = await unit.Translate(batch, fleet);
        if (DeviceDma.AsksTheGroup(reply) && _state.Group is { } group)
        {
            await Group(group).Execute(GroupCall.Reattach(), fleet);
            reply = await unit.Translate(batch, fleet);
        }

        return reply;
    }

    public async Task<KernelDmaReply> MapForKernel(KernelDmaCall call, FleetGeneration fleet)
    {
        var refusal = await IsStopped(fleet) ? Errno.EHOSTDOWN : DeviceKernelDma.Refusal(_state);
        if (refusal != Errno.None)
        {
            return new KernelDmaReply(refusal);
        }

        if (DeviceKernelDma.Send(_state, call) is not var (name, order))
        {
            return call.Direct();
        }

        var unit = GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(Host.Key, name));
        var reply = await unit.MapForKernel(order, fleet);
        if (reply.Unknown)
        {
            await Group(_state.Group!.Value).Execute(GroupCall.Reattach(), fleet);
            reply = await unit.MapForKernel(order, fleet);
        }

        return DeviceKernelDma.Answer(reply);
    }

    public async Task<DeviceState> Snapshot(FleetGeneration fleet)
    {
        await Require(fleet);
        return _state;
    }

    private protected override void Begin()
    {
        var address = PciAddress.Parse(HostKey.PartOf(this.GetPrimaryKeyString()));
        _state = Host.Template.Devices.GetValueOrDefault(address, DeviceState.Absent);
        _results = null;
        Fleet.Instruments.DeviceActivated(1);
    }

    private protected override void End() => Fleet.Instruments.DeviceActivated(-1);

    /// <summary>Carries a call out to its end. If the group fails, the step stays and goes on with the next
    /// call.</summary>
    private async Task<DeviceReply> Drive(DeviceCall call, DeviceMove move, bool hasWaited = false)
    {
        var group = call.Group ?? _state.Group;
        while (move.Call is { } order)
        {
            _state = move.State;
            var recorded = Fleet.History.Begin(Host.Index, group!.Value.Id, order);
            var reply = await Group(group.Value).Execute(order, Fleet.Generation);
            recorded.Answered(reply);
            move = DeviceProtocol.Next(Host.Template.Drivers, _state, reply);
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
            var move = DeviceLock.Continue(Host.Template.Drivers, _state);
            await Drive(DeviceLock.Next(_state), move, hasWaited: true);
        }
    }

    private IIommuGroupGrain Group(GroupKey key)
    {
        if (_groupKey != key)
        {
            _groupKey = key;
            _group = GrainFactory.GetGrain<IIommuGroupGrain>(HostKey.Group(Host.Key, key.Id));
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
        Fleet.Instruments.Binds.Add((int)call.Verb, reply.Errno);
        return reply;
    }
}

using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Grains.AddressSpaces;

/// <summary>Runtime shell of one user process: drives <see cref="AddressSpaceProtocol"/>, calls groups, devices and the
/// host.</summary>
[HomePlacement]
public sealed class AddressSpaceGrain(
    Fleet fleet, HostLiveness liveness, HistoryRecorder history, TimeProvider time)
    : Grain, IAddressSpaceGrain
{
    private FleetHost _host;
    private AddressSpaceState _state = null!;
    private OperationResults<AddressSpaceReply>? _results;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _host = FleetHost.Of(this.GetGrainId(), fleet);
        _state = new AddressSpaceState(OwnerCookie.OfProcess(this.GetPrimaryKeyString()));
        return Task.CompletedTask;
    }

    public async Task<AddressSpaceReply> Execute(AddressSpaceCall call)
    {
        if (liveness.IsDown(_host.Key))
        {
            return new AddressSpaceReply(Errno.EHOSTDOWN);
        }

        if (_state.Step is { } cutOff)
        {
            await Drive(cutOff.Call, AddressSpaceProtocol.Resume(_state));
        }

        if (_results is not null && _results.TryGet(call.Id, time.Monotonic(), out var earlier))
        {
            return earlier; // A retry: the second of two opens would find the group open.
        }

        var named = call.Id.IsNone ? call with { Id = OperationIds.New() } : call;
        return await Drive(named, AddressSpaceProtocol.Begin(_state, named));
    }

    public async Task<TranslationReply> Dma(DmaCall call)
    {
        if (liveness.IsDown(_host.Key))
        {
            return new TranslationReply(Errno.EHOSTDOWN, default, call.Batch);
        }

        if (_state.Step is { } cutOff)
        {
            await Drive(cutOff.Call, AddressSpaceProtocol.Resume(_state));
        }

        var dma = AddressSpaceDma.Begin(_state, call);
        if (!dma.Granted)
        {
            return new TranslationReply(dma.Errno, default, call.Batch);
        }

        var device = GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(_host.Key, dma.Device));
        var reply = await device.Dma(call.Batch);
        if (AddressSpaceDma.Remaps(reply))
        {
            var remap = AddressSpaceCall.Remap(call.File) with { Id = OperationIds.New() };
            await Drive(remap, AddressSpaceProtocol.Begin(_state, remap));
            reply = await device.Dma(call.Batch);
        }

        return reply;
    }

    /// <summary>Carries a call out to its end. If somebody fails, the step stays and goes on with the next
    /// call.</summary>
    private async Task<AddressSpaceReply> Drive(AddressSpaceCall call, AddressSpaceMove move)
    {
        while (move.Call is { } order)
        {
            _state = move.State;
            move = order switch
            {
                { ToGroup: { } group } => AddressSpaceProtocol.Next(_state, await Ask(order.Group, group)),
                { ToDevice: { } device } => AddressSpaceProtocol.Next(
                    _state,
                    await GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(_host.Key, order.Device)).Execute(device)),
                { ToUnit: { } change } => AddressSpaceProtocol.Next(
                    _state,
                    await GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(_host.Key, order.Unit)).Change(change)),
                _ => AddressSpaceProtocol.Next(
                    _state, await GrainFactory.GetGrain<IHostGrain>(_host.Key).Execute(order.ToHost!)),
            };
        }

        _state = move.State;
        (_results ??= new()).Add(call.Id, move.Reply, time.Monotonic());
        if (call.Verb == AddressSpaceVerb.Exit && move.Reply.Errno == Errno.None)
        {
            DeactivateOnIdle(); // Process ids are not used again, and nothing is left to remember.
        }

        return move.Reply;
    }

    private async Task<GroupReply> Ask(int number, GroupCall call)
    {
        var recorded = history.Begin(_host.Index, number, call);
        var reply = await GrainFactory.GetGrain<IIommuGroupGrain>(HostKey.Group(_host.Key, number)).Execute(call);
        recorded.Answered(reply);
        return reply;
    }
}

using FleetSim.Contracts;
using FleetSim.Contracts.Declarations;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Model.Operations;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio;

namespace FleetSim.Grains.AddressSpaces;

/// <summary>Runtime shell of one user process: drives <see cref="AddressSpaceProtocol"/>, calls groups, devices and the
/// host.</summary>
[HomePlacement]
public sealed class AddressSpaceGrain(FleetCatalogue catalogue, TimeProvider time)
    : HostPartGrain(catalogue), IAddressSpaceGrain
{
    private AddressSpaceState _state = null!;
    private OperationResults<AddressSpaceReply>? _results;

    public async Task<AddressSpaceReply> Execute(AddressSpaceCall call, FleetGeneration fleet)
    {
        if (await IsStopped(fleet))
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

    public async Task<TranslationReply> Dma(DmaCall call, FleetGeneration fleet)
    {
        if (await IsStopped(fleet))
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

        var device = GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(Host.Key, dma.Device));
        var reply = await device.Dma(call.Batch, fleet);
        if (AddressSpaceDma.Remaps(reply))
        {
            var remap = AddressSpaceCall.Remap(call.File) with { Id = OperationIds.New() };
            await Drive(remap, AddressSpaceProtocol.Begin(_state, remap));
            reply = await device.Dma(call.Batch, fleet);
        }

        return reply;
    }

    private protected override void Begin()
    {
        _state = new AddressSpaceState(OwnerCookie.OfProcess(this.GetPrimaryKeyString()));
        _results = null;
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
                    await GrainFactory.GetGrain<IDeviceGrain>(HostKey.Device(Host.Key, order.Device)).Execute(device, Fleet.Generation)),
                { ToUnit: { } change } => AddressSpaceProtocol.Next(
                    _state,
                    await GrainFactory.GetGrain<IIommuUnitGrain>(HostKey.Unit(Host.Key, order.Unit)).Change(change, Fleet.Generation)),
                _ => AddressSpaceProtocol.Next(
                    _state, await GrainFactory.GetGrain<IHostGrain>(Host.Key).Execute(order.ToHost!, Fleet.Generation)),
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
        var recorded = Fleet.History.Begin(Host.Index, number, call);
        var reply = await GrainFactory.GetGrain<IIommuGroupGrain>(HostKey.Group(Host.Key, number))
            .Execute(call, Fleet.Generation);
        recorded.Answered(reply);
        return reply;
    }
}

using FleetSim.Contracts;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model.Hosts;
using FleetSim.Model.Translation;

namespace FleetSim.Grains.Units;

/// <summary>Runtime shell of one IOMMU unit: which domain each requester id is attached to.</summary>
/// <remarks>Stores nothing: the groups are the truth for attachments. Calls nobody.</remarks>
[HomePlacement]
public sealed class IommuUnitGrain(Fleet fleet) : Grain, IIommuUnitGrain
{
    private UnitState _state = UnitState.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var host = FleetHost.Of(this.GetGrainId(), fleet);
        _state = host.Template.Units.GetValueOrDefault(HostKey.PartOf(this.GetPrimaryKeyString()), UnitState.Empty);
        return Task.CompletedTask;
    }

    public Task<UnitReply> Execute(UnitCall call)
    {
        (_state, var reply) = _state.Execute(call);
        return Task.FromResult(reply);
    }

    public Task<UnitState> Snapshot() => Task.FromResult(_state);
}

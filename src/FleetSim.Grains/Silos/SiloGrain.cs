using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;
using FleetSim.Grains.Fleets;

namespace FleetSim.Grains.Silos;

/// <summary>Speaks for one silo: takes declarations, and reports.</summary>
[SiloPlacement]
public sealed class SiloGrain(FleetCatalogue catalogue, ILocalSiloDetails silo) : Grain, ISiloGrain
{
    public Task<SiloDescription> Describe() => Task.FromResult(new SiloDescription(
        silo.SiloAddress.Endpoint.ToString(), Environment.ProcessId, MachineIdentity.Here));

    public async Task Hold(DeclaredGeneration declared)
    {
        if (catalogue.Hold(declared) is not null)
        {
            // Nothing that belongs to the earlier fleet is called again.
            await GrainFactory.GetGrain<IManagementGrain>(0)
                .ForceActivationCollection([silo.SiloAddress], TimeSpan.Zero);
        }
    }

    public async Task<SiloReport> Report(FleetGeneration fleet, ReportCursor cursor, bool last)
    {
        var present = await catalogue.AtLeast(fleet);
        return present.Generation == fleet
            ? present.Outbox.After(cursor, last)
            : throw new OutdatedFleetException(fleet, present.Generation);
    }
}

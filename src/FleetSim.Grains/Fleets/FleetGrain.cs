using FleetSim.Contracts.Declarations;
using FleetSim.Contracts.Reports;

namespace FleetSim.Grains.Fleets;

/// <summary>Keeps the declaration of the cluster's fleet, and tells every silo of a new one.</summary>
public sealed class FleetGrain(TimeProvider time) : Grain, IFleetGrain
{
    private DeclaredGeneration? _present;

    public async Task<FleetGeneration> Declare(FleetDeclaration declaration)
    {
        var declared = new DeclaredGeneration(Next(), declaration);
        var silos = await GrainFactory.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        await Task.WhenAll(silos.Keys.Select(
            silo => GrainFactory.GetGrain<ISiloGrain>(silo.ToParsableString()).Hold(declared)));
        _present = declared;
        return declared.Generation;
    }

    public Task<DeclaredGeneration?> Current() => Task.FromResult(_present);

    /// <summary>Later than every fleet of this cluster, and of the one that was here before a restart.</summary>
    private FleetGeneration Next() => new(Math.Max(
        (_present?.Generation.Number ?? 0) + 1, time.GetUtcNow().ToUnixTimeMilliseconds()));
}

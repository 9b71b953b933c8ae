using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Fleets;
using FleetSim.Grains.Placement;
using FleetSim.Grains.Silos;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace FleetSim.Grains;

/// <summary>What a silo needs to host the grains of a fleet.</summary>
public static class FleetSimGrains
{
    /// <param name="policies">Finds the ownership policies that declarations name.</param>
    public static ISiloBuilder AddFleetSimGrains(this ISiloBuilder silo, PolicyBook policies)
    {
        silo.Services.AddModelSerialization();
        silo.Services.AddSingleton(policies);
        silo.Services.AddSingleton<FleetCatalogue>();
        silo.Services.AddPlacementDirector<SiloPlacement, SiloPlacementDirector>();
        silo.Services.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
        silo.AddIncomingGrainCallFilter<FleetCallFilter>();

        // With durability none a state lives as long as its activation: nothing is collected for being idle.
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(365));
        return silo;
    }
}

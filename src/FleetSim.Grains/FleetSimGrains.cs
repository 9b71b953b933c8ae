using System.Diagnostics.Metrics;
using FleetSim.Contracts;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Groups;
using FleetSim.Grains.Hosts;
using FleetSim.Grains.Placement;
using FleetSim.Model.Hosts;
using FleetSim.Telemetry;
using FleetSim.Verification.History.Recording;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace FleetSim.Grains;

/// <summary>What a silo needs to host the grains of a fleet.</summary>
public static class FleetSimGrains
{
    /// <param name="fleet">The declared fleet, the same on every silo of a cluster.</param>
    public static ISiloBuilder AddFleetSimGrains(this ISiloBuilder silo, Fleet fleet, FleetChecks checks)
    {
        silo.Services.AddModelSerialization();
        silo.Services.AddSingleton(fleet);
        silo.Services.AddSingleton(checks);
        silo.Services.AddSingleton(checks.History ?? HistoryRecorder.Off);
        silo.Services.AddSingleton<HostLiveness>();
        silo.Services.AddSingleton<BrokenInvariants>();
        silo.Services.AddSingleton<IncidentLog>();
        silo.Services.AddSingleton(services => new FleetInstruments(
            services.GetRequiredService<IMeterFactory>().Create(TelemetryNames.Meter), fleet.Policy.Name));
        silo.Services.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
        silo.AddIncomingGrainCallFilter<FleetCallFilter>();

        // With durability none a state lives as long as its activation: nothing is collected for being idle.
        silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = TimeSpan.FromDays(365));
        return silo;
    }
}

using FleetSim.Contracts.Declarations;
using FleetSim.Fleets;
using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Running;
using FleetSim.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FleetSim.Runs;

/// <summary>A fleet that is up for one run: grains in a silo of this process or in a cluster, or hosts without
/// grains.</summary>
public sealed class FleetSession : IAsyncDisposable
{
    /// <summary>Full load delays the answer of a silo by less than a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IAsyncDisposable? _part;
    private readonly ILoggerFactory _log;

    /// <param name="part">What the fleet needs as long as it is there.</param>
    private FleetSession(IFleet target, LogLevel log, IAsyncDisposable? part = null)
    {
        Target = target;
        _part = part;
        _log = LoggerFactory.Create(logging => logging
            .AddConsoleLog(log)
            .AddConfiguration(new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("Logging")));
    }

    public IFleet Target { get; }

    /// <param name="directory">Where relative paths of captures start.</param>
    /// <exception cref="InputException">What the scenario asks for is not to be had there.</exception>
    /// <exception cref="IOException">A port is taken, or no silo answers.</exception>
    public static async Task<FleetSession> Start(
        Scenario scenario, string directory, FleetPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(place);
        place.Require(scenario);
        var declaration = FleetBuilder.Declare(scenario, directory);
        var fleet = declaration.Boot();
        if (place.IsLocal)
        {
            return new FleetSession(new LocalFleet(fleet, declaration.ChecksInvariants, declaration.RecordsHistory), place.Log);
        }

        return place.Cluster.IsEmpty
            ? await Embedded(declaration, fleet, place, cancellation)
            : await Clustered(declaration, fleet, place, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Target.Dispose();
        _log.Dispose();
        if (_part is not null)
        {
            await _part.DisposeAsync();
        }
    }

    /// <summary>Runs a scenario against the fleet.</summary>
    /// <param name="abort">Ends the load early.</param>
    /// <exception cref="SiloLostException">A silo was lost.</exception>
    public async Task<RunResult> Execute(Scenario scenario, ScenarioRun run, CancellationToken abort)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(run);
        var log = _log.CreateLogger<FleetSession>();
        log.RunBegins(scenario.Name, scenario.Fleet.Hosts, scenario.Policy, scenario.Seed);
        var result = await run.Execute(abort);
        log.RunIsOver(scenario.Name, result.Load.Workloads.Values.Sum(workload => workload.Operations), result.Passed);
        return result;
    }

    private static async Task<FleetSession> Embedded(
        FleetDeclaration declaration, Fleet fleet, FleetPlace place, CancellationToken cancellation)
    {
        var silo = await FleetSilo.Start(new SiloOptions { Http = place.Http, Log = place.Log }, cancellation);
        return new FleetSession(await Declared(silo.Grains, declaration, fleet, null, silo), place.Log, silo);
    }

    private static async Task<FleetSession> Clustered(
        FleetDeclaration declaration, Fleet fleet, FleetPlace place, CancellationToken cancellation)
    {
        var client = await ClusterClient.Connect(place.Cluster, cancellation);
        return new FleetSession(await Declared(client.Grains, declaration, fleet, Patience, client), place.Log, client);
    }

    private static async Task<GrainFleet> Declared(
        IGrainFactory grains, FleetDeclaration declaration, Fleet fleet, TimeSpan? patience, IAsyncDisposable part)
    {
        try
        {
            return await GrainFleet.Declare(grains, declaration, fleet, patience);
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }
}

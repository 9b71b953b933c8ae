using FleetSim.Contracts.Declarations;
using FleetSim.Fleets;
using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Silo;

namespace FleetSim.Runs;

/// <summary>A fleet that is up for one run: grains in a silo of this process or in a cluster, or hosts without
/// grains.</summary>
public sealed class FleetSession : IAsyncDisposable
{
    /// <summary>Full load delays the answer of a silo by less than a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IAsyncDisposable> _parts;

    private FleetSession(IFleet target, params IReadOnlyList<IAsyncDisposable> parts)
    {
        Target = target;
        _parts = parts;
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
            return new FleetSession(new LocalFleet(fleet, declaration.ChecksInvariants, declaration.RecordsHistory));
        }

        return place.Cluster.IsEmpty
            ? await Embedded(declaration, fleet, place, cancellation)
            : await Clustered(declaration, fleet, place, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Target.Dispose();
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }
    }

    private static async Task<FleetSession> Embedded(
        FleetDeclaration declaration, Fleet fleet, FleetPlace place, CancellationToken cancellation)
    {
        var silo = await FleetSilo.Start(new SiloOptions { Http = place.Http, Log = place.Log }, cancellation);
        return new FleetSession(await Declared(silo.Grains, declaration, fleet, null, silo), silo);
    }

    private static async Task<FleetSession> Clustered(
        FleetDeclaration declaration, Fleet fleet, FleetPlace place, CancellationToken cancellation)
    {
        var client = await ClusterClient.Connect(place.Cluster, place.Log, cancellation);
        return new FleetSession(await Declared(client.Grains, declaration, fleet, Patience, client), client);
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

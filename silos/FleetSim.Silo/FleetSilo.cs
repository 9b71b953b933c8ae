using System.Net;
using System.Net.Sockets;
using FleetSim.Contracts;
using FleetSim.Grains;
using FleetSim.Grains.Fleets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FleetSim.Silo;

/// <summary>A silo in this process, alone in its cluster. It has no fleet until one is declared to it.</summary>
public sealed class FleetSilo : IAsyncDisposable
{
    /// <summary>Times to look for another port.</summary>
    private const int AttemptsMax = 5;

    private readonly WebApplication _application;

    private FleetSilo(WebApplication application) => _application = application;

    /// <summary>Where clients of other processes reach it; null for nowhere.</summary>
    public IPEndPoint? Gateway { get; private init; }

    /// <summary>Calls grains of this silo from inside of its process.</summary>
    public IGrainFactory Grains => _application.Services.GetRequiredService<IGrainFactory>();

    /// <exception cref="IOException">A port that the options name is taken, or none was to be had.</exception>
    public static async Task<FleetSilo> Start(SiloOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var wanted in new[] { options.Http, options.Gateway })
        {
            FreePort.Require(wanted); // Before anything is up: half a silo is noisy when it goes down.
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnce(options, cancellation);
            }
            catch (Exception failure) when (attempt < AttemptsMax && IsPortTaken(failure))
            {
                // Somebody else got the port between the look and the start; the next one is another.
            }
        }
    }

    /// <summary>Until the process is told to end.</summary>
    public Task WaitForShutdown(CancellationToken cancellation) => _application.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        // At once: nobody takes over the state of a silo that is alone, and deactivating 100,000 grains takes seconds.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static bool IsPortTaken(Exception failure) =>
        failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (failure.InnerException is { } inner && IsPortTaken(inner));

    private static async Task<FleetSilo> StartOnce(SiloOptions options, CancellationToken cancellation)
    {
        if (options.Gateway is { Port: 0 } any)
        {
            options = options with { Gateway = new IPEndPoint(any.Address, FreePort.Next()) };
        }

        var application = Build(options);
        try
        {
            await application.StartAsync(cancellation);
            var endpoints = application.Services.GetRequiredService<ILocalSiloDetails>();
            application.Services.GetRequiredService<ILogger<FleetSilo>>().SiloReady(
                endpoints.SiloAddress.Endpoint, options.Gateway, options.Http);
            return new FleetSilo(application) { Gateway = options.Gateway };
        }
        catch
        {
            await application.DisposeAsync(); // What has come up already must not stay behind.
            throw;
        }
    }

    private static WebApplication Build(SiloOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.AddConsoleLog(options.Log);
        builder.AddFleetTelemetry(options.Http is not null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(
                    siloPort: FreePort.Next(),
                    gatewayPort: options.Gateway?.Port ?? 0,
                    serviceId: ClusterIds.Service,
                    clusterId: ClusterIds.Cluster)
                .AddFleetSimGrains(new PolicyBook(options.Policies));
            options.Configure?.Invoke(silo);
        });

        if (options.Http is { } endpoint)
        {
            builder.WebHost.UseUrls($"http://{endpoint}");
        }
        else
        {
            builder.WebHost.UseServer(new NoServer());
        }

        var application = builder.Build();
        if (options.Http is not null)
        {
            application.MapPrometheusScrapingEndpoint();
            application.MapGet("/health/live", () => "live");
            application.MapGet("/health/ready", (FleetCatalogue fleets) => fleets.Present is { } fleet
                ? Results.Text($"ready: fleet {fleet.Generation}")
                : Results.Text("no fleet is declared", statusCode: StatusCodes.Status503ServiceUnavailable));
        }

        return application;
    }
}

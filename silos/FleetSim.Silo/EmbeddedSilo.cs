using System.Net.Sockets;
using FleetSim.Grains;
using FleetSim.Grains.Calls;
using FleetSim.Grains.Groups;
using FleetSim.Model.Hosts;
using FleetSim.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FleetSim.Silo;

/// <summary>A silo in this process, alone in its cluster, with a fleet declared in it.</summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    /// <summary>Times to look for another port.</summary>
    private const int AttemptsMax = 5;

    private readonly WebApplication _application;

    private EmbeddedSilo(WebApplication application) => _application = application;

    public IGrainFactory Grains => _application.Services.GetRequiredService<IGrainFactory>();

    /// <summary>What the grains count; the same counters that are exported.</summary>
    public FleetInstruments Instruments => _application.Services.GetRequiredService<FleetInstruments>();

    /// <summary>Bookkeeping invariants that broke: one sentence each.</summary>
    public IReadOnlyCollection<string> BrokenInvariants =>
        _application.Services.GetRequiredService<BrokenInvariants>().Problems;

    /// <summary>The first places where an isolation invariant broke: one sentence each.</summary>
    public IReadOnlyCollection<string> Incidents => _application.Services.GetRequiredService<IncidentLog>().Texts;

    /// <exception cref="IOException">The HTTP port is taken, or no port for the silo was to be had.</exception>
    public static async Task<EmbeddedSilo> Start(Fleet fleet, SiloOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Http is { } wanted)
        {
            FreePort.Require(wanted); // Before anything is up: half a silo is noisy when it goes down.
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnce(fleet, options, cancellation);
            }
            catch (Exception failure) when (attempt < AttemptsMax && IsPortTaken(failure))
            {
                // Somebody else got the port between the look and the start; the next one is another.
            }
        }
    }

    private static bool IsPortTaken(Exception failure) =>
        failure is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
        || (failure.InnerException is { } inner && IsPortTaken(inner));

    private static async Task<EmbeddedSilo> StartOnce(Fleet fleet, SiloOptions options, CancellationToken cancellation)
    {
        var application = Build(fleet, options);
        try
        {
            await application.StartAsync(cancellation);
            return new EmbeddedSilo(application);
        }
        catch
        {
            await application.DisposeAsync(); // What has come up already must not stay behind.
            throw;
        }
    }

    private static WebApplication Build(Fleet fleet, SiloOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter((category, level) => level >= (IsOrleans(category) ? LogLevel.Error : LogLevel.Warning));
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddFleetTelemetry(options.Http is not null);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreePort.Next(), gatewayPort: 0)
                .AddFleetSimGrains(fleet, new FleetChecks(options.ContinuousChecks, options.History));
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
            application.MapGet("/health/ready", () => "ready");
        }

        return application;
    }

    /// <summary>
    /// What Orleans warns of in a silo that is alone under full load is that the machine is busy; what goes wrong for
    /// a caller, the caller hears.
    /// </summary>
    private static bool IsOrleans(string? category) =>
        category?.StartsWith("Orleans.", StringComparison.Ordinal) == true;

    public async ValueTask DisposeAsync()
    {
        // At once: nobody takes over the state of a silo that is alone, and deactivating 100,000 grains takes seconds.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}

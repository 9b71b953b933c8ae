using System.Net;
using FleetSim.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace FleetSim.Fleets.Grains;

/// <summary>A client of a cluster of silos in other processes.</summary>
public sealed class ClusterClient : IAsyncDisposable
{
    /// <summary>A silo that is up answers at once; one that does not is none.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly IHost _host;

    private ClusterClient(IHost host) => _host = host;

    /// <summary>Calls grains of the cluster.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IClusterClient>();

    /// <param name="gateways">Of silos of the cluster; at least one.</param>
    /// <exception cref="IOException">No silo answers there.</exception>
    public static async Task<ClusterClient> Connect(
        IReadOnlyList<IPEndPoint> gateways, CancellationToken cancellation)
    {
        var host = Build(gateways);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ConnectTimeout);
        try
        {
            await host.StartAsync(timeout.Token);
            return new ClusterClient(host);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            await Close(host);
            throw new IOException($"no silo answers at {string.Join(", ", gateways)}", failure);
        }
        catch
        {
            await Close(host);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Close(_host);

    private static IHost Build(IReadOnlyList<IPEndPoint> gateways)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering([.. gateways]);
            client.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = ClusterIds.Cluster;
                cluster.ServiceId = ClusterIds.Service;
            });
            client.Services.AddModelSerialization();
        });
        return builder.Build();
    }

    /// <summary>At once: a silo that is lost says no goodbye.</summary>
    private static async ValueTask Close(IHost host)
    {
        await host.StopAsync(new CancellationToken(canceled: true));
        host.Dispose();
    }
}

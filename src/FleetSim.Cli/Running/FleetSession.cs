using System.Net;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Scenarios.Targets;
using FleetSim.Silo;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Cli.Running;

/// <summary>A fleet that is up for one run: grains in a silo of this process, or hosts without grains.</summary>
internal sealed class FleetSession : IAsyncDisposable
{
    private readonly IAsyncDisposable? _silo;

    private FleetSession(IFleetTarget target, IAsyncDisposable? silo)
    {
        Target = target;
        _silo = silo;
    }

    public IFleetTarget Target { get; }

    /// <param name="local">Without grains.</param>
    /// <param name="http">Where metrics are served; null for nowhere.</param>
    public static async Task<FleetSession> Start(
        Scenario scenario, string directory, bool local, IPEndPoint? http, CancellationToken cancellation)
    {
        var policy = OwnershipPolicies.Find(scenario.Policy)!;
        var fleet = FleetBuilder.Build(scenario, policy, directory);
        var continuous = scenario.Checks.Invariants == InvariantChecks.Continuous;
        var recorded = scenario.Checks.History == HistoryChecks.Linearizable;
        if (local && http is not null)
        {
            throw new InputException("--http: only grains are served; leave out --via local");
        }

        if (local && scenario.Thresholds.Any(threshold => threshold.Condition.Metric == LoadMetrics.MemoryGrowth))
        {
            throw new InputException(
                $"--via local: {LoadMetrics.MemoryGrowth} is measured with grains only; leave out the threshold or --via local");
        }

        if (local)
        {
            return new FleetSession(new LocalTarget(fleet, continuous, recorded), null);
        }

        var history = recorded ? new HistoryRecorder(TimeProvider.System) : HistoryRecorder.Off;
        var silo = await EmbeddedSilo.Start(
            fleet, new SiloOptions { ContinuousChecks = continuous, History = history, Http = http }, cancellation);
        return new FleetSession(Grains(silo, fleet, history), silo);
    }

    /// <summary>An address to listen on, loopback only.</summary>
    /// <exception cref="InputException">It is no address and port, or not of this machine alone.</exception>
    public static IPEndPoint? Endpoint(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (!IPEndPoint.TryParse(text, out var endpoint) || endpoint.Port == 0)
        {
            throw new InputException($"--http: '{text}' is not an address and port, such as 127.0.0.1:9464");
        }

        return IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : throw new InputException($"--http: {endpoint.Address} can be reached from outside; only loopback is served");
    }

    public async ValueTask DisposeAsync()
    {
        (Target as IDisposable)?.Dispose();
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
    }

    private static GrainTarget Grains(EmbeddedSilo silo, Fleet fleet, HistoryRecorder history) =>
        new(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents, history);
}

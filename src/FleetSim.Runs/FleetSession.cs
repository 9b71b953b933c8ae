using System.Net;
using FleetSim.Fleets;
using FleetSim.Fleets.Grains;
using FleetSim.Fleets.Local;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Fleets;
using FleetSim.Silo;
using FleetSim.Verification.History.Recording;

namespace FleetSim.Runs;

/// <summary>A fleet that is up for one run: grains in a silo of this process, or hosts without grains.</summary>
public sealed class FleetSession : IAsyncDisposable
{
    private readonly Func<ValueTask> _end;

    private FleetSession(IFleet target, Func<ValueTask> end)
    {
        Target = target;
        _end = end;
    }

    public IFleet Target { get; }

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
            var hosts = new LocalFleet(fleet, continuous, recorded);
            return new FleetSession(hosts, () =>
            {
                hosts.Dispose();
                return ValueTask.CompletedTask;
            });
        }

        var history = recorded ? new HistoryRecorder(TimeProvider.System) : HistoryRecorder.Off;
        var silo = await EmbeddedSilo.Start(
            fleet, new SiloOptions { ContinuousChecks = continuous, History = history, Http = http }, cancellation);
        return new FleetSession(Grains(silo, fleet, history), silo.DisposeAsync);
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

    public ValueTask DisposeAsync() => _end();

    private static GrainFleet Grains(EmbeddedSilo silo, Fleet fleet, HistoryRecorder history) =>
        new(silo.Grains, fleet, silo.Instruments, silo.BrokenInvariants, silo.Incidents, history);
}

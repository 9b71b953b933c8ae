using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using Microsoft.Extensions.Logging;

namespace FleetSim.Runs;

/// <summary>Where a fleet is to live.</summary>
public sealed record FleetPlace
{
    /// <summary>In this process, without grains, in a simulated time.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Gateways of a cluster of silos; empty for a silo of this process.</summary>
    public ImmutableArray<IPEndPoint> Cluster { get; init; } = [];

    /// <summary>Where the silo of this process serves metrics; null for nowhere.</summary>
    public IPEndPoint? Http { get; init; }

    /// <summary>The least that is logged.</summary>
    public LogLevel Log { get; init; } = LogLevel.Warning;

    /// <summary>Gateways apart by commas.</summary>
    /// <param name="option">Where they are written, for the error.</param>
    /// <exception cref="InputException">One is no address and port.</exception>
    public static ImmutableArray<IPEndPoint> Gateways(string? text, string option) => text is null
        ? []
        : [.. text.Split(',').Select(part => Endpoint(part, option, "127.0.0.1:30000"))];

    /// <summary>An address to listen on, loopback only. Port 0 is any free one.</summary>
    /// <param name="option">Where it is written, for the error.</param>
    /// <param name="example">What one looks like.</param>
    /// <exception cref="InputException">It is no address and port, or not of this machine alone.</exception>
    public static IPEndPoint? Loopback(string? text, string option, string example)
    {
        if (text is null)
        {
            return null;
        }

        var endpoint = text.EndsWith(":0", StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var any)
            ? any
            : Endpoint(text, option, example);
        return IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : throw new InputException(
                $"{option}: {endpoint.Address} can be reached from outside; only loopback is served");
    }

    /// <exception cref="InputException">The scenario needs what this place does not have.</exception>
    public void Require(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (IsLocal && Http is not null)
        {
            throw new InputException("--http: only grains are served; leave out --via local");
        }

        if (IsLocal && !Cluster.IsEmpty)
        {
            throw new InputException("--cluster: a cluster has grains; leave out --via local");
        }

        if (!Cluster.IsEmpty && Http is not null)
        {
            throw new InputException("--http: the silos of a cluster serve their own metrics; leave out --cluster");
        }

        if ((IsLocal || !Cluster.IsEmpty)
            && scenario.Thresholds.Any(threshold => threshold.Condition.Metric == LoadMetrics.MemoryGrowth))
        {
            var option = IsLocal ? "--via local" : "--cluster";
            var where = IsLocal ? "with grains only" : "in the silo of this process only";
            throw new InputException(
                $"{option}: {LoadMetrics.MemoryGrowth} is measured {where}; leave out the threshold or {option}");
        }
    }

    private static IPEndPoint Endpoint(string text, string option, string example) =>
        IPEndPoint.TryParse(text, out var endpoint) && endpoint.Port != 0
            ? endpoint
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{option}: '{text}' is not an address and port, such as {example}"));
}

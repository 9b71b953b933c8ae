using System.Text.Json.Serialization;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Running;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Reporting;

/// <summary>A run as scripts read it: <c>fleetsim run --json</c>. Latencies in seconds.</summary>
public sealed record RunDocument
{
    /// <summary>Of the format: grows when a key that was there changes its meaning or goes.</summary>
    public const int FormatVersion = 1;

    public const string Pass = "pass";
    public const string Fail = "fail";

    public required int Version { get; init; }

    public required BuildDocument Build { get; init; }

    public required string Scenario { get; init; }

    public required string Policy { get; init; }

    public required ulong Seed { get; init; }

    /// <summary><c>pass</c> or <c>fail</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why it failed, one sentence each.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Workloads that did not put on the planned load, one sentence each.</summary>
    public IReadOnlyList<string> Shortfalls { get; init; } = [];

    /// <summary>Hosts declared.</summary>
    public required int Hosts { get; init; }

    public required long Violations { get; init; }

    public required long Holes { get; init; }

    public required long Panics { get; init; }

    public required long Warnings { get; init; }

    public required IReadOnlyList<InvariantDocument> Invariants { get; init; }

    public required long Operations { get; init; }

    public required double MeasuredSeconds { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Outcomes { get; init; }

    public required IReadOnlyDictionary<string, LatencyDocument> Latency { get; init; }

    /// <summary>Refusals of hosts, devices and groups by errno, warm-up and inner calls included.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>What was active after the load.</summary>
    public required ActiveDocument Active { get; init; }

    /// <summary>The requests that devices sent; null when none did.</summary>
    public required TranslationDocument? Translations { get; init; }

    public required AuditDocument? Audit { get; init; }

    public required HistoryDocument? History { get; init; }

    public required IReadOnlyList<ThresholdDocument> Thresholds { get; init; }

    /// <summary>The first places where an invariant broke.</summary>
    public required IReadOnlyList<string> Incidents { get; init; }

    /// <summary>By workload and step: rate, service time, failures, and how the run went on.</summary>
    public required IReadOnlyDictionary<string, MeasurementDocument> Measurements { get; init; }

    /// <summary>Null without grains: the time there is none that a processor spends.</summary>
    public required ProcessorDocument? Processor { get; init; }

    /// <summary>Null without grains, and for less than a second.</summary>
    public required MemoryDocument? Memory { get; init; }

    /// <summary>What it ran on; null without grains, where that changes nothing.</summary>
    public required RunMachine? Machine { get; init; }

    public static RunDocument Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new RunDocument
        {
            Version = FormatVersion,
            Build = BuildDocument.This,
            Scenario = result.Scenario.Name,
            Policy = result.Policy.Name,
            Seed = result.Scenario.Seed,
            Verdict = result.Passed ? Pass : Fail,
            Reasons = result.Reasons,
            Shortfalls = result.Shortfalls,
            Hosts = result.Scenario.Fleet.Hosts,
            Violations = result.Violations,
            Holes = result.Holes,
            Panics = result.Panics,
            Warnings = result.Warnings,
            Active = new ActiveDocument(result.Active.Hosts, result.Active.Groups, result.Active.Devices),
            Invariants = [.. result.Broken.Select(broken => InvariantDocument.Of(result, broken.Invariant, broken.Count))],
            Operations = result.Load.Operations,
            MeasuredSeconds = result.Load.MeasuredSeconds,
            Outcomes = Measured(result.Load).ToDictionary(pair => pair.Key, pair => pair.Value.Outcomes),
            Latency = Measured(result.Load)
                .ToDictionary(pair => pair.Key, pair => LatencyDocument.Of(pair.Value.Latency)),
            Refusals = result.Refusals,
            Translations = TranslationDocument.Of(result),
            Audit = result.Audit is { } audit ? new AuditDocument(audit.Hosts, audit.HostsDown, audit.Problems) : null,
            History = result.History is { } history ? HistoryDocument.Of(history) : null,
            Thresholds =
            [
                .. result.Thresholds.Select(one => new ThresholdDocument(one.Expression, one.Met, one.Actual)),
            ],
            Incidents = result.Incidents,
            Measurements = MeasurementDocument.Of(result),
            Processor = ProcessorDocument.Of(result.Load),
            Memory = MemoryDocument.Of(result.Load),
            Machine = result.Machine,
        };
    }

    private static IEnumerable<KeyValuePair<string, WorkloadResult>> Measured(LoadResult load) =>
        load.Workloads.Concat(load.Steps);
}

/// <summary>Hosts, groups and devices that are active.</summary>
public sealed record ActiveDocument(long Hosts, long Groups, long Devices);

/// <summary>An isolation invariant that was broken.</summary>
/// <param name="Id">Such as <c>INV-3</c>.</param>
/// <param name="Count">How often a group began to break it.</param>
/// <param name="Guaranteed">The policy of the run guarantees it, so the run failed.</param>
public sealed record InvariantDocument(string Id, string Sentence, long Count, bool Guaranteed)
{
    internal static InvariantDocument Of(RunResult result, Model.Ownership.IsolationInvariants flag, long count)
    {
        var info = InvariantCatalogue.Get(flag);
        return new InvariantDocument(info.Id, info.Sentence, count, result.Policy.Guarantees.HasFlag(flag));
    }
}

/// <summary>Latency in seconds, from the planned start.</summary>
public sealed record LatencyDocument(
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p99")] double P99,
    [property: JsonPropertyName("p99.9")] double P999,
    [property: JsonPropertyName("max")] double Max)
{
    internal static LatencyDocument Of(LatencySummary latency) =>
        new(latency.P50, latency.P99, latency.P999, latency.Max);
}

/// <summary>The audit of the hosts that are up.</summary>
public sealed record AuditDocument(int Hosts, int HostsDown, IReadOnlyList<string> Problems);

/// <summary>A threshold and what was measured; null when there was nothing to measure.</summary>
public sealed record ThresholdDocument(string Expression, bool Met, double? Actual);

/// <summary>Several runs with one seed: <c>fleetsim compare-policies --json</c>.</summary>
public sealed record ComparisonDocument(IReadOnlyList<RunDocument> Policies);

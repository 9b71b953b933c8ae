using FleetSim.Load.Results;

namespace FleetSim.Load.Thresholds;

/// <summary>
/// The metrics that every run has, for thresholds; a scenario adds its own, such as <c>violations</c>.
/// </summary>
public static class LoadMetrics
{
    private static readonly (string Name, Func<LatencySummary, double> Of)[] Latencies =
    [
        ("p50", latency => latency.P50),
        ("p90", latency => latency.P90),
        ("p99", latency => latency.P99),
        ("p99.9", latency => latency.P999),
        ("p99.99", latency => latency.P9999),
        ("max", latency => latency.Max),
        ("mean", latency => latency.Mean),
    ];

    /// <summary>By what share what lives in the process's heap grew over the measurement; measured when a threshold asks
    /// for it.</summary>
    public const string MemoryGrowth = "memory.growth";

    private const string Memory = "memory";

    /// <summary>What thresholds call all workloads together.</summary>
    private const string Late = "late";
    private const string Unsent = "unsent";
    private const string Operations = "operations";
    private const string Failures = "failures";

    /// <summary>Before an errno, or alone: answers that were refusals.</summary>
    private const string Refused = "refused";

    /// <summary>First words of metrics that belong to no single workload.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Late, Unsent, Operations, Failures, Refused, Memory];

    /// <summary>Names and units of one workload or step.</summary>
    /// <param name="outcomes">The labels its operations may answer with.</param>
    public static IEnumerable<KeyValuePair<string, MetricUnit>> UnitsOf(string workload, IEnumerable<string> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        foreach (var label in outcomes.Append(Refused).Distinct())
        {
            yield return new($"{workload}.{label}", MetricUnit.Count);
            yield return new($"{workload}.{label}.rate", MetricUnit.Share);
        }

        yield return new($"{workload}.{Operations}", MetricUnit.Count);
        yield return new($"{workload}.{Failures}", MetricUnit.Count);
        yield return new($"{workload}.rate", MetricUnit.PerSecond);
        yield return new($"{workload}.{Late}", MetricUnit.Share);
        yield return new($"{workload}.{Unsent}", MetricUnit.Share);
        foreach (var (name, _) in Latencies)
        {
            yield return new($"{workload}.latency.{name}", MetricUnit.Seconds);
            yield return new($"{workload}.service.{name}", MetricUnit.Seconds);
        }
    }

    /// <summary>Names and units of all workloads together, and of the process.</summary>
    /// <param name="outcomes">The labels that operations may answer with.</param>
    public static IEnumerable<KeyValuePair<string, MetricUnit>> UnitsOfAll(IEnumerable<string> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        foreach (var name in outcomes.Distinct().Select(label => $"{Refused}.{label}").Prepend(Refused))
        {
            yield return new(name, MetricUnit.Count);
            yield return new($"{name}.rate", MetricUnit.Share);
        }

        yield return new(Operations, MetricUnit.Count);
        yield return new(Failures, MetricUnit.Count);
        yield return new(Late, MetricUnit.Share);
        yield return new(Unsent, MetricUnit.Share);
        yield return new(MemoryGrowth, MetricUnit.Share);
    }

    /// <summary>
    /// The values after the run, of workloads and steps, and of all workloads together. What never happened is 0; no
    /// latency is NaN, and so is memory where none was measured.
    /// </summary>
    /// <param name="units">The names that thresholds may use; outcomes among them that never came are 0.</param>
    public static Dictionary<string, double> ValuesOf(
        LoadResult result, IReadOnlyDictionary<string, MetricUnit> units)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(units);
        var values = units.Where(unit => unit.Value is MetricUnit.Count or MetricUnit.Share && IsOf(unit.Key, result))
            .ToDictionary(unit => unit.Key, _ => 0.0, StringComparer.Ordinal);
        foreach (var (name, workload) in result.Workloads.Concat(result.Steps))
        {
            Add(values, name, workload);
        }

        AddAll(values, result);
        return values;
    }

    private static bool IsOf(string metric, LoadResult result)
    {
        var first = metric.Split('.')[0];
        return Reserved.Contains(first) || result.Workloads.ContainsKey(first) || result.Steps.ContainsKey(first);
    }

    private static void AddAll(Dictionary<string, double> values, LoadResult result)
    {
        var workloads = result.Workloads.Values.ToArray();
        var operations = Math.Max(1.0, result.Operations);
        foreach (var (label, count) in workloads.SelectMany(Refusals))
        {
            foreach (var name in new[] { Refused, $"{Refused}.{label}" })
            {
                values[name] = values.GetValueOrDefault(name) + count;
                values[$"{name}.rate"] = values[name] / operations;
            }
        }

        var unsent = workloads.Sum(workload => workload.Unsent);
        values[Operations] = result.Operations;
        values[Failures] = workloads.Sum(workload => workload.Failures);
        values[Late] = workloads.Sum(workload => workload.Late) / operations;
        values[MemoryGrowth] = result.Memory?.Growth ?? double.NaN;
        values[Unsent] = unsent / Math.Max(1.0, result.Operations + unsent);
    }

    /// <summary>Correct answers that are not the wished one.</summary>
    private static IEnumerable<KeyValuePair<string, long>> Refusals(WorkloadResult workload) =>
        workload.Outcomes.Where(outcome => outcome.Key != Outcome.Ok.Label && outcome.Key != Outcome.Aborted.Label
            && !workload.FailureLabels.Contains(outcome.Key));

    private static void Add(Dictionary<string, double> values, string name, WorkloadResult workload)
    {
        var operations = Math.Max(1.0, workload.Operations);
        var refused = Refusals(workload).Sum(outcome => outcome.Value);
        foreach (var (label, count) in workload.Outcomes.Append(new(Refused, refused)))
        {
            values[$"{name}.{label}"] = count;
            values[$"{name}.{label}.rate"] = count / operations;
        }

        var planned = workload.Operations + workload.Unsent;
        values[$"{name}.{Operations}"] = workload.Operations;
        values[$"{name}.{Failures}"] = workload.Failures;
        values[$"{name}.rate"] = workload.RatePerSecond;
        values[$"{name}.{Late}"] = workload.Late / operations;
        values[$"{name}.{Unsent}"] = workload.Unsent / Math.Max(1.0, planned);
        foreach (var (percentile, of) in Latencies)
        {
            values[$"{name}.latency.{percentile}"] = workload.Operations > 0 ? of(workload.Latency) : double.NaN;
            values[$"{name}.service.{percentile}"] = workload.Operations > 0 ? of(workload.Service) : double.NaN;
        }
    }
}

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

    /// <summary>Names and units of one workload or step.</summary>
    /// <param name="outcomes">The labels its operations may answer with.</param>
    public static IEnumerable<KeyValuePair<string, MetricUnit>> UnitsOf(string workload, IEnumerable<string> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        foreach (var label in outcomes.Distinct())
        {
            yield return new($"{workload}.{label}", MetricUnit.Count);
        }

        yield return new($"{workload}.operations", MetricUnit.Count);
        yield return new($"{workload}.failures", MetricUnit.Count);
        yield return new($"{workload}.rate", MetricUnit.PerSecond);
        yield return new($"{workload}.late", MetricUnit.Share);
        yield return new($"{workload}.unsent", MetricUnit.Share);
        foreach (var (name, _) in Latencies)
        {
            yield return new($"{workload}.latency.{name}", MetricUnit.Seconds);
            yield return new($"{workload}.service.{name}", MetricUnit.Seconds);
        }
    }

    /// <summary>
    /// The values after the run, of workloads and steps. What never happened is 0; no latency is NaN.
    /// </summary>
    /// <param name="units">The names that thresholds may use; outcomes among them that never came are 0.</param>
    public static Dictionary<string, double> ValuesOf(
        LoadResult result, IReadOnlyDictionary<string, MetricUnit> units)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(units);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, workload) in result.Workloads.Concat(result.Steps))
        {
            foreach (var unit in units.Where(unit =>
                unit.Value == MetricUnit.Count && unit.Key.StartsWith(name + ".", StringComparison.Ordinal)))
            {
                values[unit.Key] = 0;
            }

            Add(values, name, workload);
        }

        return values;
    }

    private static void Add(Dictionary<string, double> values, string name, WorkloadResult workload)
    {
        foreach (var (label, count) in workload.Outcomes)
        {
            values[$"{name}.{label}"] = count;
        }

        var planned = workload.Operations + workload.Unsent;
        values[$"{name}.operations"] = workload.Operations;
        values[$"{name}.failures"] = workload.Failures;
        values[$"{name}.rate"] = workload.RatePerSecond;
        values[$"{name}.late"] = workload.Late / Math.Max(1.0, workload.Operations);
        values[$"{name}.unsent"] = workload.Unsent / Math.Max(1.0, planned);
        foreach (var (percentile, of) in Latencies)
        {
            values[$"{name}.latency.{percentile}"] = workload.Operations > 0 ? of(workload.Latency) : double.NaN;
            values[$"{name}.service.{percentile}"] = workload.Operations > 0 ? of(workload.Service) : double.NaN;
        }
    }
}

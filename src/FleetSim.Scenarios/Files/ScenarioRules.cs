using FleetSim.Load.Quantities;
using FleetSim.Load.Randomness;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files.Keys;

namespace FleetSim.Scenarios.Files;

/// <summary>What no single key can say: rules between parts of a scenario.</summary>
internal static class ScenarioRules
{
    /// <exception cref="Model.InputException">Two workloads have one name, or one has the name of a step or of a
    /// metric.</exception>
    public static void RequireUniqueNames(IReadOnlyList<PlacedWorkload> workloads)
    {
        if (workloads.FirstOrDefault(workload => LoadMetrics.Reserved.Contains(workload.Plan.Name)) is { } reserved)
        {
            throw reserved.Name.Error($"'{reserved.Plan.Name}' begins names of metrics of the whole run; choose another name");
        }

        if (workloads.FirstOrDefault(workload => WorkloadSteps.All.Contains(workload.Plan.Name)) is { } step)
        {
            throw step.Name.Error($"'{step.Plan.Name}' is a step that every workload measures; choose another name");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        if (workloads.FirstOrDefault(workload => !names.Add(workload.Plan.Name)) is { } second)
        {
            throw second.Name.Error($"two workloads are named '{second.Plan.Name}'");
        }
    }

    /// <exception cref="Model.InputException">The stages of the load last longer than the run.</exception>
    public static void RequireFit(WorkloadPlan workload, TimeSpan duration, FieldPlace place)
    {
        try
        {
            workload.Load.Over(duration, new RandomStream(0)); // Whatever is drawn, the lengths are the same.
        }
        catch (LoadFormatException exception)
        {
            throw place.Error(exception.Message);
        }
    }

    /// <exception cref="Model.InputException">Not a threshold, or its metric is not one of this run.</exception>
    public static IReadOnlyList<ScenarioThreshold> Thresholds(
        IReadOnlyList<PlacedThreshold> lines,
        IReadOnlyList<PlacedWorkload> workloads,
        ChecksPlan checks)
    {
        var metrics = ScenarioMetrics.UnitsOf(workloads.Select(workload => workload.Plan.Name), checks);
        return [.. lines.Select(line => Parse(line, metrics))];
    }

    private static ScenarioThreshold Parse(PlacedThreshold line, IReadOnlyDictionary<string, MetricUnit> metrics)
    {
        try
        {
            var condition = Threshold.Parse(line.Text, metrics);
            return line.Abort is { } abort && ScenarioMetrics.IsKnownOnlyAtTheEnd(condition.Metric)
                ? throw abort.Place.Error($"{condition.Metric} is known only after the load; leave abort-after out")
                : new ScenarioThreshold(condition, line.Place.Line ?? 0, line.Abort?.After);
        }
        catch (LoadFormatException exception)
        {
            throw line.Place.Error(exception.Message + SwitchedOff(line.Text, metrics));
        }
    }

    /// <summary>A metric may be missing only because its check is off: then the sentence says so.</summary>
    private static string SwitchedOff(string text, IReadOnlyDictionary<string, MetricUnit> metrics)
    {
        var metric = text.Split('<', '>', '=', '!')[0].Trim();
        var isOff = !metrics.ContainsKey(metric)
            && metric is ScenarioMetrics.Violations or ScenarioMetrics.Holes or ScenarioMetrics.AuditProblems
                or ScenarioMetrics.HistoryProblems;
        return isOff ? " (checks switches it off)" : "";
    }
}

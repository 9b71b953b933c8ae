using FleetSim.Contracts.Reports;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Model.Ownership;

namespace FleetSim.Scenarios.Files;

/// <summary>The metrics that thresholds of a scenario may use.</summary>
public static class ScenarioMetrics
{
    /// <summary>Count: states that broke an invariant of the policy.</summary>
    public const string Violations = "violations";

    /// <summary>Count: states that broke what only the strict policy guarantees.</summary>
    public const string Holes = "holes";

    /// <summary>Count: operations that stopped a host.</summary>
    public const string Panics = "panics";

    /// <summary>Count: operations at which the kernel would have warned.</summary>
    public const string Warnings = "warnings";

    /// <summary>Count: what the audit at the end found.</summary>
    public const string AuditProblems = "audit.problems";

    /// <summary>Count: groups, or hosts, whose history no order explains.</summary>
    public const string HistoryProblems = "history.problems";

    /// <summary>The labels an operation of any workload may answer with.</summary>
    public static IReadOnlyList<string> Outcomes { get; } =
    [
        Outcome.Ok.Label,
        .. Enum.GetValues<Errno>().Where(errno => errno != Errno.None).Select(errno => errno.ToString()),
        Outcome.Timeout.Label,
        Outcome.Aborted.Label,
    ];

    /// <summary>Names and units for workloads, the steps inside them, and checks.</summary>
    public static IReadOnlyDictionary<string, MetricUnit> UnitsOf(IEnumerable<string> workloads, ChecksPlan checks)
    {
        ArgumentNullException.ThrowIfNull(workloads);
        ArgumentNullException.ThrowIfNull(checks);
        var units = new Dictionary<string, MetricUnit>(StringComparer.Ordinal);
        var measured = workloads.Concat(WorkloadSteps.All);
        foreach (var (name, unit) in measured.SelectMany(one => LoadMetrics.UnitsOf(one, Outcomes)))
        {
            units[name] = unit;
        }

        foreach (var (name, unit) in LoadMetrics.UnitsOfAll(Outcomes))
        {
            units[name] = unit;
        }

        units[Panics] = MetricUnit.Count;
        units[Warnings] = MetricUnit.Count;
        if (checks.Invariants != InvariantChecks.Off)
        {
            units[Violations] = MetricUnit.Count;
            units[Holes] = MetricUnit.Count;
        }

        if (checks.Audit != AuditChecks.Off)
        {
            units[AuditProblems] = MetricUnit.Count;
        }

        if (checks.History != HistoryChecks.Off)
        {
            units[HistoryProblems] = MetricUnit.Count;
        }

        return units;
    }

    /// <summary>Has no value before the load is over.</summary>
    public static bool IsKnownOnlyAtTheEnd(string metric) =>
        metric is AuditProblems or HistoryProblems or LoadMetrics.MemoryGrowth;

    /// <summary>The values of a run, or of a part of one.</summary>
    /// <param name="units">As <see cref="UnitsOf(Scenario)"/> gives them.</param>
    public static Dictionary<string, double> ValuesOf(
        LoadResult load, FleetCounts counts, IReadOnlyDictionary<string, MetricUnit> units)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var values = LoadMetrics.ValuesOf(load, units);
        values[Violations] = counts.Broken(IsolationInvariants.Mainline);
        values[Holes] = counts.Broken(IsolationInvariants.Holes);
        values[Panics] = counts.Panics;
        values[Warnings] = counts.Warnings;
        return values;
    }

    /// <summary>Names and units for a scenario: what the run must give values for.</summary>
    public static IReadOnlyDictionary<string, MetricUnit> UnitsOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return UnitsOf(scenario.Workloads.Select(workload => workload.Name), scenario.Checks);
    }
}

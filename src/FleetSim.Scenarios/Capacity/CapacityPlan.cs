using FleetSim.Load.Capacity;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Capacity;

/// <summary>A scenario as a family of runs that differ in their rate only.</summary>
/// <remarks>
/// The rates of all open workloads are scaled together and counted together; closed workloads stay as they are. The
/// conditions take the place of the scenario's thresholds, which were written for its own rate.
/// </remarks>
public sealed class CapacityPlan
{
    private readonly Scenario _scenario;

    private CapacityPlan(Scenario scenario) => _scenario = scenario;

    /// <summary>What has to hold, as it was written.</summary>
    public IReadOnlyList<string> Conditions =>
        [.. _scenario.Thresholds.Select(threshold => threshold.Condition.Expression)];

    /// <summary>The scenario's own rate, per second.</summary>
    public double Rate => Open(_scenario).Sum(workload => workload.Load.Stages[0].From);

    /// <param name="conditions">Thresholds on metrics of the scenario.</param>
    /// <exception cref="InputException">No workload has a constant rate, an open one has another load, or a condition is
    /// none.</exception>
    public static CapacityPlan Of(Scenario scenario, IReadOnlyList<string> conditions)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(conditions);
        if (!Open(scenario).Any())
        {
            throw new InputException(
                $"--find-max: {scenario.Name} has no open workload (inject), so there is no rate to find");
        }

        if (Open(scenario).FirstOrDefault(workload => !IsConstant(workload.Load)) is { } other)
        {
            throw new InputException(
                $"--find-max: the load of {other.Name} is not one constant rate (inject), so it cannot be scaled");
        }

        var plan = new CapacityPlan(
            scenario with { Thresholds = [.. conditions.Select(one => Condition(scenario, one))] });
        return plan.Rate >= 1
            ? plan
            : throw new InputException("--find-max: the search begins at the scenario's rate, which must be 1/s or more");
    }

    /// <summary>The run at a rate, per second.</summary>
    public Scenario At(double rate) => _scenario with
    {
        Workloads =
        [
            .. _scenario.Workloads.Select(workload => workload.Load.Kind == LoadKind.Open
                ? workload with { Load = Scaled(workload.Load, rate / Rate) }
                : workload),
        ],
    };

    /// <summary>What a run at a rate found.</summary>
    public CapacityProbe ProbeOf(double rate, RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var open = Open(_scenario).Select(workload => result.Load.Workloads[workload.Name]).ToArray();
        var isWhole = open.All(workload => workload.Unsent == 0 && workload.Failures == 0);
        var latency = Measured(result.Load).Latency;
        return new CapacityProbe(
            rate,
            open.Sum(workload => workload.RatePerSecond),
            isWhole && result.Thresholds.All(threshold => threshold.Met),
            latency.P50,
            latency.P99,
            latency.P999,
            latency.Max);
    }

    /// <summary>Name of the workload or step whose latencies the curve shows: the one that the first condition is
    /// about, or the first open workload.</summary>
    public string Curve
    {
        get
        {
            var first = _scenario.Thresholds[0].Condition.Metric.Split('.')[0];
            return LoadMetrics.Reserved.Contains(first) || !_scenario.Thresholds[0].Condition.Metric.Contains('.')
                ? Open(_scenario).First().Name
                : first;
        }
    }

    private WorkloadResult Measured(LoadResult load) => load.Workloads.TryGetValue(Curve, out var workload)
        ? workload
        : load.Steps.TryGetValue(Curve, out var step) ? step : load.Workloads[Open(_scenario).First().Name];

    private static IEnumerable<WorkloadPlan> Open(Scenario scenario) =>
        scenario.Workloads.Where(workload => workload.Load.Kind == LoadKind.Open);

    private static bool IsConstant(LoadProfile load) =>
        load.Stages is [{ IsRandom: false, Length: null } only] && only.From == only.To;

    private static LoadProfile Scaled(LoadProfile load, double factor)
    {
        var rate = new Rate(load.Stages[0].From * factor);
        return LoadProfile.Of(LoadStage.Inject(rate, rate), load.Pacing);
    }

    private static ScenarioThreshold Condition(Scenario scenario, string text)
    {
        try
        {
            return new ScenarioThreshold(Threshold.Parse(text, ScenarioMetrics.UnitsOf(scenario)), Line: 0);
        }
        catch (LoadFormatException exception)
        {
            throw new InputException($"--find-max: {exception.Message}");
        }
    }
}

using FleetSim.Fleets;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Running;

/// <summary>Ends a run as soon as a threshold that asks for it is missed.</summary>
/// <param name="report">What the fleet counts meanwhile.</param>
/// <param name="abort">Ends the run.</param>
internal sealed class AbortWatch(Scenario scenario, IFleetReport report, Action abort) : IRunListener
{
    private readonly IReadOnlyDictionary<string, MetricUnit> _units = ScenarioMetrics.UnitsOf(scenario);
    private readonly IReadOnlyList<ScenarioThreshold> _thresholds =
        [.. scenario.Thresholds.Where(threshold => threshold.AbortAfter is not null)];

    /// <summary>Why the run was ended; null while it was not.</summary>
    public string? Reason { get; private set; }

    public void AllOver(int seconds, Func<LoadResult> soFar)
    {
        ArgumentNullException.ThrowIfNull(soFar);
        var due = _thresholds.Where(threshold => threshold.AbortAfter <= TimeSpan.FromSeconds(seconds)).ToArray();
        if (due.Length == 0 || Reason is not null)
        {
            return;
        }

        var values = ScenarioMetrics.ValuesOf(soFar(), report.Counts, _units);

        // What has no value yet is missed in the end, if it still has none then.
        var missed = due.Select(threshold => threshold.Condition.Evaluate(values))
            .FirstOrDefault(result => !result.Met && result.Actual is not null);
        if (missed is not null)
        {
            Reason = $"the threshold {missed.Expression} was missed {seconds} s into the measurement, which ended the run";
            abort();
        }
    }
}

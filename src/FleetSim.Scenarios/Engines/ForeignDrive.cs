using FleetSim.Contracts.Reports;
using FleetSim.Fleets;
using FleetSim.Load.Engines;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Simulations;
using FleetSim.Model;
using FleetSim.Model.Domains;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Traces;

namespace FleetSim.Scenarios.Engines;

/// <summary>Has a load framework drive the load of a scenario, and compares what it counted.</summary>
public sealed class ForeignDrive(
    Scenario scenario, IFleet target, IForeignEngine engine, ForeignReports reports) : ILoadEngine
{
    public LoadSnapshot? Snapshot => null;

    public TimeSpan ShortestStage => SimulationPlan.Shortest;

    /// <summary>What was counted by whom; null before the load is over.</summary>
    public StepComparison? Comparison { get; private set; }

    /// <exception cref="InputException">A load framework cannot run the scenario; one sentence.</exception>
    public static void Require(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (scenario.Warmup > scenario.Duration)
        {
            throw new InputException(
                "warmup: a load framework warms up with the load itself, not longer than duration");
        }

        foreach (var workload in scenario.Workloads)
        {
            var trace = workload.Vm?.Trace is { } name ? VmTrace.Find(name) : null;
            var load = trace?.Shape(workload.Load, scenario.Duration, SimulationPlan.Shortest) ?? workload.Load;
            Simulations(workload.Name, load, scenario.Duration);
        }
    }

    /// <exception cref="IOException">The framework failed.</exception>
    public async Task<LoadResult> Run(
        LoadPlan plan, IReadOnlyList<IRunListener> listeners, CancellationToken abort)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var before = await Counts(); // And once more before the first measured operation, which waits for it.
        var load = new ForeignLoad(plan, listeners, () => before = Counts().GetAwaiter().GetResult(), abort);
        var run = new ForeignRun(
            scenario.Name,
            plan.Warmup,
            [
                .. load.Workloads.Zip(plan.Workloads, scenario.Workloads).Select(one => new ForeignScenario(
                    one.First,
                    OperationName.Of(one.Third.Kind),
                    Simulations(one.Second.Name, one.Second.Load, plan.Duration))),
            ],
            reports);

        // A framework blocks its caller; that has to be no thread of the pool that the operations need.
        var steps = await Task.Factory.StartNew(
            () => Steps(run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var result = await load.End();
        var counted = await Counts() - before;
        Comparison = StepComparison.Of(scenario, HasBareHosts(), steps, result, counted);
        return result;
    }

    private async Task<FleetCounts> Counts()
    {
        await target.Report.Refresh();
        return target.Report.Counts;
    }

    private static IReadOnlyList<PlannedSimulation> Simulations(string workload, LoadProfile load, TimeSpan duration)
    {
        try
        {
            return SimulationPlan.Of(load, duration);
        }
        catch (LoadFormatException problem)
        {
            throw new InputException($"workload '{workload}': {problem.Message}");
        }
    }

    private IReadOnlyList<StepCount> Steps(ForeignRun run)
    {
        try
        {
            return engine.Run(run);
        }
        catch (Exception failure) when (failure is not InputException)
        {
            throw new IOException($"{engine.Name}: {failure.Message}", failure);
        }
    }

    /// <summary>Hosts where a claim finds no group to ask.</summary>
    private bool HasBareHosts()
    {
        var freeOnly = scenario.Workloads.Any(workload => workload.Among == ClaimAmong.Free);
        var policy = target.Fleet.Policy;
        return Enumerable.Range(0, target.Fleet.Hosts).Select(target.Fleet.TemplateOf).Distinct().Any(template =>
            !template.Groups.Any(group => !freeOnly || policy.ClaimGroup(group.State, new OwnerCookie(1)).Granted));
    }
}

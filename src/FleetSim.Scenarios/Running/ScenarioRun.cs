using System.Diagnostics;
using FleetSim.Contracts.Reports;
using FleetSim.Fleets;
using FleetSim.Fleets.Audit;
using FleetSim.Load.Engines;
using FleetSim.Load.Models;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Traces;
using FleetSim.Scenarios.Workloads;
using FleetSim.Telemetry;
using FleetSim.Verification.History;

namespace FleetSim.Scenarios.Running;

/// <summary>One run of a scenario against a fleet: load, check of the history, audit, verdict.</summary>
public sealed class ScenarioRun
{
    /// <summary>Without grains a call takes no time; users of a closed model would never let the time go on.</summary>
    private static readonly TimeSpan LocalThinkTime = TimeSpan.FromMicroseconds(100);

    /// <summary>How often silos are asked what they have counted.</summary>
    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Scenario _scenario;
    private readonly IFleet _target;
    private readonly ILoadEngine _engine;
    private readonly WorkloadContext _context;
    private readonly List<Func<ValueTask>> _finish = [];
    private AbortWatch? _watch;
    private int _activated;
    private int _audited;
    private int _toAudit;
    private int _checked;
    private int _toCheck;

    /// <param name="engine">Drives the load; null for our own runner, in a time of its own where there are no
    /// grains.</param>
    public ScenarioRun(Scenario scenario, IFleet target, ILoadEngine? engine = null)
    {
        _scenario = scenario;
        _target = target;
        _engine = engine ?? (target.TakesTime ? new OwnEngine(LoadEnvironment.System) : new VirtualEngine(target));
        _context = new WorkloadContext(target);
    }

    /// <summary>Hear of every second of the load.</summary>
    public IReadOnlyList<IRunListener> Listeners { get; init; } = [];

    public RunPhase Phase { get; private set; } = RunPhase.Load;

    /// <summary>What the fleet has counted so far.</summary>
    public FleetCounts Counts => _target.Report.Counts;

    /// <summary>The load as it is now; null before it begins, and where the engine does not tell.</summary>
    public LoadSnapshot? Load => _engine.Snapshot;

    /// <summary>Hosts brought up so far before the load, and all.</summary>
    public (int Done, int All) Activated => (Volatile.Read(ref _activated), _target.Fleet.Hosts);

    /// <summary>Hosts audited so far, and hosts that are up.</summary>
    public (int Done, int All) Audited => (Volatile.Read(ref _audited), Volatile.Read(ref _toAudit));

    /// <summary>Groups whose history is checked so far, and groups that were called.</summary>
    public (int Done, int All) Checked => (Volatile.Read(ref _checked), Volatile.Read(ref _toCheck));

    /// <summary>How long the check of the history took.</summary>
    public TimeSpan CheckTook { get; private set; }

    /// <param name="abort">Ends the load early; what was measured is audited and reported as aborted.</param>
    /// <exception cref="SiloLostException">A silo was lost: calls to it have no end, and what it held is gone.</exception>
    public async Task<RunResult> Execute(CancellationToken abort)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(abort);
        using var over = new CancellationTokenSource();
        var run = ExecuteOnce(lost.Token);
        var watch = _target.TakesTime ? Watch(over.Token) : Task.Delay(Timeout.Infinite, over.Token);
        if (await Task.WhenAny(run, watch) == watch)
        {
            await lost.CancelAsync(); // Operations that wait for the lost silo are left behind.
            await watch;
        }

        await over.CancelAsync();
        await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // It may be asking just now.
        return await run;
    }

    /// <summary>Asks the silos what they count while the run goes on. Ends with the run, or fails.</summary>
    private async Task Watch(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await _target.Report.Refresh();
            await Task.Delay(ReportPeriod, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RunResult> ExecuteOnce(CancellationToken abort)
    {
        if (_scenario.Fleet.Active == HostActivation.All)
        {
            Phase = RunPhase.Activation;
            await FleetActivator.Activate(_target, done => Volatile.Write(ref _activated, done), abort);
        }

        Phase = RunPhase.Load;
        var load = await RunLoad(abort);
        await _context.UnderWay.WhenIdle();
        foreach (var finish in _finish)
        {
            await finish();
        }

        await _target.Report.Refresh();
        var active = _target.Report.Counts.Active; // The audit looks at parts that nobody has touched.
        Phase = RunPhase.History;
        var history = _scenario.Checks.History == HistoryChecks.Off ? null : await CheckHistory();
        Phase = RunPhase.Audit;
        var audit = _scenario.Checks.Audit == AuditChecks.Off ? null : await Audit();
        await _target.Report.Refresh();
        Phase = RunPhase.Done;
        return Result(load, history, audit) with { Active = active };
    }

    /// <summary>Of all hosts that are up: those of the load, and those that were brought up before it.</summary>
    private Task<AuditResult> Audit()
    {
        var up = _scenario.Fleet.Active == HostActivation.All
            ? [.. Enumerable.Range(0, _target.Fleet.Hosts)]
            : _context.Touched;
        Volatile.Write(ref _toAudit, up.Count);
        return FleetAuditor.Audit(_target, up, done => Volatile.Write(ref _audited, done));
    }

    private async Task<HistoryVerdict> CheckHistory()
    {
        var watch = Stopwatch.StartNew();
        var history = await _target.Report.History();
        Volatile.Write(ref _toCheck, history.Groups.Count);
        var verdict = HistoryCheck.Of(_target.Fleet).Check(history, done => Volatile.Write(ref _checked, done));
        CheckTook = watch.Elapsed;
        return verdict;
    }

    private async Task<LoadResult> RunLoad(CancellationToken abort)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(abort);
        _watch = new AbortWatch(_scenario, _target.Report, ended.Cancel);
        return await _engine.Run(Plan(), [_watch, .. Listeners], ended.Token);
    }

    private LoadPlan Plan() => new()
    {
        Seed = _scenario.Seed,
        Warmup = _scenario.Warmup,
        Duration = _scenario.Duration,
        MeasuresLiveHeap = _scenario.Thresholds.Any(one => one.Condition.Metric == LoadMetrics.MemoryGrowth),
        Workloads = [.. Workloads()],
    };

    private IEnumerable<Workload> Workloads()
    {
        var byRank = HostPicker.Shuffled(_target.Fleet.Hosts, _scenario.Seed);
        return _scenario.Workloads.Select(plan => new Workload(
            plan.Name,
            Shaped(plan),
            Paced(plan, Operation(plan, new HostPicker(byRank, plan.Skew))))
        {
            InFlightMax = plan.InFlightMax,
            Timeout = plan.Timeout,
        });
    }

    private LoadProfile Shaped(WorkloadPlan plan) =>
        TraceOf(plan)?.Shape(plan.Load, _scenario.Duration, _engine.ShortestStage) ?? plan.Load;

    private Operation Operation(WorkloadPlan plan, HostPicker hosts) => plan.Kind switch
    {
        WorkloadKind.HotplugStorm => new HotplugStorm(_context, hosts).Run,
        WorkloadKind.ClaimContention => new ClaimContention(_context, hosts, plan).Run,
        WorkloadKind.DriverChurn => new DriverChurn(_context, hosts, plan.Attach).Run,
        WorkloadKind.VmChurn => new VmChurn(_context, hosts, plan, TraceOf(plan)).Run,
        WorkloadKind.Translation => Translation(plan),
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Kind, "unknown kind of workload"),
    };

    private static VmTrace? TraceOf(WorkloadPlan plan) => plan.Vm?.Trace is { } name ? VmTrace.Find(name) : null;

    /// <summary>Its VMs outlive their operations, and end when the load does.</summary>
    private Operation Translation(WorkloadPlan plan)
    {
        var byRank = HostPicker.Shuffled(_target.Fleet.Hosts, _scenario.Seed);
        var isAlone = _scenario.Workloads.Count(other => other.Vm is not null) == 1;
        var load = new TranslationLoad(
            _context, plan, byRank, _scenario.Seed, checksHits: isAlone, tellsTime: !_target.TakesTime);
        _finish.Add(load.Finish);
        return load.Run;
    }

    private Operation Paced(WorkloadPlan plan, Operation operation) =>
        _target.TakesTime || plan.Load.Kind == LoadKind.Open
            ? operation
            : async context =>
            {
                var outcome = await operation(context);
                await context.Hold(LocalThinkTime);
                return outcome;
            };

    private RunResult Result(LoadResult load, HistoryVerdict? history, AuditResult? audit)
    {
        var counts = _target.Report.Counts;
        var result = new RunResult
        {
            Scenario = _scenario,
            Policy = _target.Fleet.Policy,
            Load = load,
            Machine = load.Processor is null ? null : RunMachine.Here(),
            Broken = counts.Violations,
            Refusals = Refusals(counts),
            Panics = counts.Panics,
            Warnings = counts.Warnings,
            Translation = _context.Translations.Read(),
            Counted = counts.Requests,
            History = history,
            Audit = audit,
            Thresholds = [],
            BrokenBookkeeping = [.. _target.Report.BrokenInvariants],
            Incidents = [.. _target.Report.Incidents],
            EndedBecause = _watch?.Reason,
        };
        return result with { Thresholds = [.. _scenario.Thresholds.Select(one => one.Condition.Evaluate(Values(result)))] };
    }

    private static SortedDictionary<string, long> Refusals(FleetCounts counts)
    {
        var refusals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var answers = counts.Claims.Select(cell => (cell.Outcome, cell.Count))
            .Concat(counts.Binds.Select(cell => (cell.Outcome, cell.Count)))
            .Concat(counts.Hotplug.Select(cell => (cell.Outcome, cell.Count)));
        foreach (var (outcome, count) in answers.Where(answer => answer.Outcome != Errno.None))
        {
            var name = OutcomeName.Of(outcome);
            refusals[name] = refusals.GetValueOrDefault(name) + count;
        }

        return refusals;
    }

    private Dictionary<string, double> Values(RunResult result)
    {
        var units = ScenarioMetrics.UnitsOf(_scenario);
        var values = ScenarioMetrics.ValuesOf(result.Load, _target.Report.Counts, units);
        values[ScenarioMetrics.AuditProblems] = result.Audit?.Problems.Count ?? 0;
        values[ScenarioMetrics.HistoryProblems] = result.History?.Problems.Count ?? 0;
        return values;
    }
}

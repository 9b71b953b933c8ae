using System.Diagnostics.CodeAnalysis;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>A run of several workloads at once: warm-up, measurement, drain.</summary>
/// <remarks>
/// Latency counts from the planned start, so a system that stalls is charged for everyone who had to wait: operations
/// that became due meanwhile start at once and late, they are not left out. All decisions are made in one place, the
/// pacer's tick; operations only record.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Operations may hold the token longer than the run lasts.")]
public sealed class LoadRun : IRunServices
{
    /// <summary>Of the warm-up. What is left of it answers those who waited while the heap was weighed.</summary>
    private const double SettledShare = 2.0 / 3;

    private readonly LoadPlan _plan;
    private readonly LoadEnvironment _environment;
    private readonly CancellationTokenRegistration _abort;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<LoadResult> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly long _startStamp;
    private readonly DateTimeOffset _started;
    private readonly IReadOnlyList<WorkloadRun> _workloads;
    private readonly StepRecorders _steps;
    private readonly HoldQueue _holds;
    private readonly SecondCloser _seconds;
    private readonly ProcessorRecorder _processor;
    private readonly MemoryRecorder _memory;
    private volatile LoadPhase _phase;
    private volatile bool _abortAsked;
    private volatile Exception? _failure;
    private TimeSpan _loadEnd;
    private TimeSpan _drainEnd;

    private LoadRun(LoadPlan plan, LoadEnvironment environment, CancellationToken abort)
    {
        _plan = plan;
        _environment = environment;
        _started = environment.Time.GetUtcNow();
        _steps = new StepRecorders();
        _holds = new HoldQueue(environment.Start);
        _processor = new ProcessorRecorder(environment.Processor);
        _memory = new MemoryRecorder(environment.Memory, plan.MeasuresLiveHeap ? environment.LiveHeap : null);
        _workloads = [.. plan.Workloads.Select(Run)];
        _seconds = new SecondCloser(
            _workloads, _steps, environment.Listeners, SoFar, Fail);
        _loadEnd = plan.Warmup + plan.Duration;
        _drainEnd = _loadEnd + plan.DrainMax;
        _startStamp = environment.Time.GetTimestamp();
        _abort = abort.UnsafeRegister(run => ((LoadRun)run!)._abortAsked = true, this);
    }

    /// <summary>
    /// The result, once everything is answered or given up. Never cancelled: an aborted run has a result.
    /// </summary>
    public Task<LoadResult> Completion => _completion.Task;

    TimeSpan IRunServices.Now => Now;

    CancellationToken IRunServices.Cancellation => _cancellation.Token;

    bool IRunServices.Aborted => _abortAsked;

    private TimeSpan Now => _environment.Time.GetElapsedTime(_startStamp);

    /// <summary>Starts a run and returns at once.</summary>
    /// <param name="abort">Ends the run early; what was measured is the result, marked as aborted.</param>
    /// <exception cref="LoadFormatException">A load does not fit into the run.</exception>
    /// <exception cref="ArgumentException">
    /// No workload, two of one name, or a duration that is not positive.
    /// </exception>
    public static LoadRun Start(LoadPlan plan, LoadEnvironment environment, CancellationToken abort = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(environment);
        Check(plan);
        var run = new LoadRun(plan, environment, abort);
        foreach (var listener in environment.Listeners)
        {
            listener.Begin(run._started + plan.Warmup);
        }

        Pacer.Start(environment, run.Tick);
        return run;
    }

    /// <summary>The run as it is now; costs microseconds and may be asked by anyone at any time.</summary>
    public LoadSnapshot Snapshot() => new(
        _phase,
        Now,
        _plan.Warmup + _plan.Duration,
        _abortAsked,
        [.. _workloads.Select(workload => new WorkloadSnapshot(
            workload.Workload.Name,
            workload.RatePerSecond,
            workload.InFlight.Count,
            workload.Late,
            workload.Unsent,
            workload.Recorder.Outcomes()))]);

    void IRunServices.Start(IThreadPoolWorkItem work) => _environment.Start(work);

    Task IRunServices.HoldUntil(TimeSpan time) => _holds.Until(time);

    void IRunServices.RecordStep(string step, Outcome outcome, TimeSpan latency, TimeSpan service, bool measured) =>
        _steps.Record(step, outcome, latency, service, measured ? Now - _plan.Warmup : null);

    private static void Check(LoadPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(plan.Duration, TimeSpan.Zero, nameof(plan));
        if (plan.Workloads.Count == 0)
        {
            throw new ArgumentException("a run needs at least one workload", nameof(plan));
        }

        if (plan.Workloads.GroupBy(workload => workload.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"two workloads are named '{twice.Key}'", nameof(plan));
        }
    }

    private WorkloadRun Run(Workload workload) => workload.Load.Kind == LoadKind.Open
        ? new OpenWorkloadRun(workload, this, _plan)
        : new ClosedWorkloadRun(workload, this, _plan);

    /// <summary>Everything that is due now. Called by the pacer only, never twice at once.</summary>
    /// <returns>How long nothing will be due; null when the run is over.</returns>
    private TimeSpan? Tick()
    {
        try
        {
            var now = Now;
            if (now >= _plan.Warmup * SettledShare)
            {
                _memory.Settled();
            }

            _memory.Sample(Min(now, _loadEnd) - _plan.Warmup); // Before the last tick ends the run.
            Advance(now);
            _processor.Sample(now - _plan.Warmup);
            var due = _holds.Release(now);
            foreach (var workload in _workloads)
            {
                workload.SampleRate(now);
                workload.GiveUp(now);
                if (_phase < LoadPhase.Drain)
                {
                    var next = workload.StartDue(now);
                    due = next < due ? next : due;
                }
            }

            if (_seconds.IsDue(now - _plan.Warmup))
            {
                _environment.Start(_seconds);
            }

            return _phase == LoadPhase.Done ? null : due - now;
        }
        catch (Exception exception)
        {
            _completion.TrySetException(exception); // Nobody else would hear of it: the pacer has no caller.
            return null;
        }
    }

    private void Advance(TimeSpan now)
    {
        if (_abortAsked && !_cancellation.IsCancellationRequested)
        {
            Abort(now);
        }

        if (_phase == LoadPhase.Warmup && now >= _plan.Warmup)
        {
            _phase = LoadPhase.Measured;
        }

        if (_phase == LoadPhase.Measured && now >= _loadEnd)
        {
            EndLoad(now);
        }

        if (_phase == LoadPhase.Drain)
        {
            Drain(now);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Abort(TimeSpan now)
    {
        _loadEnd = Min(now, _loadEnd);
        _drainEnd = Min(now + _plan.AbortDrainMax, _drainEnd);
        _phase = LoadPhase.Drain;
        _processor.End(now - _plan.Warmup);
        CancelOperations();
    }

    /// <summary>Plans may have arrivals between the latest tick and the end: they are late, and not lost.</summary>
    private void EndLoad(TimeSpan now)
    {
        foreach (var workload in _workloads)
        {
            workload.StartDue(now);
        }

        _phase = LoadPhase.Drain;
        _processor.End(now - _plan.Warmup);
    }

    private void Drain(TimeSpan now)
    {
        if (now >= _drainEnd)
        {
            foreach (var workload in _workloads)
            {
                workload.SettleAll(_abortAsked ? Outcome.Aborted : Outcome.Timeout);
            }

            CancelOperations();
        }

        // An operation that is just being recorded counts until it is.
        if (_workloads.All(workload => workload.InFlight.Count == 0))
        {
            Finish();
        }
    }

    private void CancelOperations()
    {
        if (!_cancellation.IsCancellationRequested)
        {
            // Callbacks of operations run elsewhere: a slow one must not stop the pacer.
            _ = _cancellation.CancelAsync();
            _holds.Close();
        }
    }

    private void Finish()
    {
        _phase = LoadPhase.Done;
        CancelOperations();
        _abort.Dispose();
        foreach (var open in _workloads.OfType<IDisposable>())
        {
            open.Dispose();
        }

        _seconds.CloseAll();
        _memory.End();
        if (_failure is { } failure)
        {
            _completion.TrySetException(failure);
            return;
        }

        var result = Result(TimeSpan.FromTicks(Math.Max(0, (_loadEnd - _plan.Warmup).Ticks)));
        _completion.TrySetResult(result with { Processor = _processor.Result(), Memory = _memory.Result() });
    }

    /// <summary>A listener failed: what was measured is worth nothing to whoever listens.</summary>
    private void Fail(Exception exception)
    {
        _failure = exception;
        _abortAsked = true;
    }

    private LoadResult SoFar(int seconds) => Result(TimeSpan.FromSeconds(seconds));

    private LoadResult Result(TimeSpan measured) =>
        ResultBuilder.Build(_plan, _started, measured, _abortAsked, _workloads, _steps);
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;

namespace FleetSim.Load.Engines;

/// <summary>The operations of a plan for an engine that is not ours: it decides when each one starts.</summary>
/// <remarks>
/// Operations see what they see in our own runner: random numbers of the seed, holds, steps. They are recorded here as
/// well, with the time of holds left out, so that a run has the same result document whoever drove it.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Operations may hold the token longer than the run lasts.")]
public sealed class ForeignLoad : IRunServices
{
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(5);

    private readonly LoadPlan _plan;
    private readonly DateTimeOffset _started = TimeProvider.System.GetUtcNow();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenRegistration _abort;
    private readonly HoldQueue _holds;
    private readonly StepRecorders _steps = new();
    private readonly SecondCloser _seconds;
    private readonly MemoryRecorder _memory;
    private readonly Lazy<TimeSpan> _measuredFrom;
    private readonly long _startStamp = Stopwatch.GetTimestamp();
    private volatile bool _ended;
    private volatile bool _aborted;
    private volatile Exception? _failure;

    /// <param name="listeners">Hear of every second of the measurement when it is over.</param>
    /// <param name="measuring">Called once, before the first measured operation starts.</param>
    /// <param name="abort">Ends operations that hold, and whatever looks at <see cref="Aborted"/>.</param>
    public ForeignLoad(
        LoadPlan plan, IReadOnlyList<IRunListener> listeners, Action measuring, CancellationToken abort)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measuring);
        _plan = plan;
        _memory = new(MemoryReading.Now, plan.MeasuresLiveHeap ? MemoryReading.LiveHeap : null);
        _holds = new HoldQueue(work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false));
        _measuredFrom = new Lazy<TimeSpan>(() =>
        {
            measuring();
            _memory.Settled();
            return Now;
        });
        Workloads = [.. plan.Workloads.Select(workload => new ForeignWorkload(workload, this, plan))];
        _seconds = new SecondCloser(Runs(), _steps, listeners, seconds => Result(TimeSpan.FromSeconds(seconds)), Fail);
        _abort = abort.UnsafeRegister(load => ((ForeignLoad)load!).Abort(), this);
        Pacer.Start(LoadEnvironment.System, Tick);
    }

    public IReadOnlyList<ForeignWorkload> Workloads { get; }

    /// <summary>The user wants the run to end: start nothing more.</summary>
    public bool Aborted => _aborted;

    TimeSpan IRunServices.Now => Now;

    CancellationToken IRunServices.Cancellation => _cancellation.Token;

    bool IRunServices.Aborted => _aborted;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_startStamp);

    /// <summary>The engine starts nothing more: waits for what is under way, and tells what was measured.</summary>
    public async Task<LoadResult> End()
    {
        var drainEnd = Now + (_aborted ? _plan.AbortDrainMax : _plan.DrainMax);
        while (Workloads.Any(workload => workload.Run.InFlight.Count > 0) && Now < drainEnd)
        {
            await Task.Delay(DrainLook).ConfigureAwait(false);
        }

        foreach (var workload in Workloads)
        {
            workload.Run.SettleAll(_aborted ? Outcome.Aborted : Outcome.Timeout);
        }

        _ended = true;
        await _cancellation.CancelAsync().ConfigureAwait(false);
        _holds.Close();
        await _abort.DisposeAsync().ConfigureAwait(false);
        _seconds.CloseAll();
        _memory.End();
        return _failure is { } failure ? throw failure : Result(Measured()) with { Memory = _memory.Result() };
    }

    void IRunServices.Start(IThreadPoolWorkItem work) => work.Execute();

    Task IRunServices.HoldUntil(TimeSpan time) => _holds.Until(time);

    void IRunServices.RecordStep(string step, Outcome outcome, TimeSpan latency, TimeSpan service, bool measured) =>
        _steps.Record(step, outcome, latency, service, measured ? Now - _measuredFrom.Value : null);

    /// <summary>The measurement begins with the first measured operation.</summary>
    /// <returns>When it began.</returns>
    internal TimeSpan BeginMeasuring() => _measuredFrom.Value;

    /// <summary>As planned, or shorter when the run was ended early.</summary>
    private TimeSpan Measured()
    {
        var since = _measuredFrom.IsValueCreated ? Now - _measuredFrom.Value : TimeSpan.Zero;
        return _aborted && since < _plan.Duration ? since : _plan.Duration;
    }

    private List<WorkloadRun> Runs() => [.. Workloads.Select(workload => workload.Run)];

    private LoadResult Result(TimeSpan measured) =>
        ResultBuilder.Build(_plan, _started, measured, _aborted, Runs(), _steps);

    /// <summary>Everything that is due now but the operations. Called by the pacer only.</summary>
    private TimeSpan? Tick()
    {
        var now = Now;
        foreach (var workload in Workloads)
        {
            workload.Run.GiveUp(now);
        }

        if (_measuredFrom.IsValueCreated && !_ended)
        {
            var at = now - _measuredFrom.Value;
            _memory.Sample(at < _plan.Duration ? at : _plan.Duration);
        }

        if (_measuredFrom.IsValueCreated && _seconds.IsDue(now - _measuredFrom.Value))
        {
            ThreadPool.UnsafeQueueUserWorkItem(_seconds, preferLocal: false);
        }

        return _ended ? null : _holds.Release(now) - now;
    }

    /// <summary>A listener failed: what was measured is worth nothing to whoever listens.</summary>
    private void Fail(Exception exception)
    {
        _failure = exception;
        Abort();
    }

    private void Abort()
    {
        _aborted = true;
        _ = _cancellation.CancelAsync(); // Callbacks of operations run elsewhere: a slow one must not stop the caller.
        _holds.Close();
    }
}

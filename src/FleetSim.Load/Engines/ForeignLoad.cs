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
    private readonly Lazy<TimeSpan> _measuredFrom;
    private readonly long _startStamp = Stopwatch.GetTimestamp();
    private volatile bool _ended;
    private volatile bool _aborted;

    /// <param name="measuring">Called once, before the first measured operation starts.</param>
    /// <param name="abort">Ends operations that hold, and whatever looks at <see cref="Aborted"/>.</param>
    public ForeignLoad(LoadPlan plan, Action measuring, CancellationToken abort)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measuring);
        _plan = plan;
        _holds = new HoldQueue(work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false));
        _measuredFrom = new Lazy<TimeSpan>(() =>
        {
            measuring();
            return Now;
        });
        Workloads = [.. plan.Workloads.Select(workload => new ForeignWorkload(workload, this, plan))];
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
        return ResultBuilder.Build(
            _plan, _started, Measured(), _aborted, [.. Workloads.Select(workload => workload.Run)], _steps);
    }

    void IRunServices.Start(IThreadPoolWorkItem work) => work.Execute();

    Task IRunServices.HoldUntil(TimeSpan time) => _holds.Until(time);

    void IRunServices.RecordStep(string step, Outcome outcome, TimeSpan latency, bool measured)
    {
        var recorder = _steps.Of(step);
        if (measured)
        {
            recorder.Record(outcome, latency, latency, Now - _measuredFrom.Value);
        }
        else
        {
            recorder.RecordUnmeasured(outcome);
        }
    }

    /// <summary>The measurement begins with the first measured operation.</summary>
    /// <returns>When it began.</returns>
    internal TimeSpan BeginMeasuring() => _measuredFrom.Value;

    /// <summary>As planned, or shorter when the run was ended early.</summary>
    private TimeSpan Measured()
    {
        var since = _measuredFrom.IsValueCreated ? Now - _measuredFrom.Value : TimeSpan.Zero;
        return _aborted && since < _plan.Duration ? since : _plan.Duration;
    }

    private TimeSpan? Tick() => _ended ? null : _holds.Release(Now) - Now;

    private void Abort()
    {
        _aborted = true;
        _ = _cancellation.CancelAsync(); // Callbacks of operations run elsewhere: a slow one must not stop the caller.
        _holds.Close();
    }
}

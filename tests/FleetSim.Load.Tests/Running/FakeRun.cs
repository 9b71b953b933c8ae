using FleetSim.Load.Recording;
using FleetSim.Load.Results;
using FleetSim.Load.Running;
using Microsoft.Extensions.Time.Testing;

namespace FleetSim.Load.Tests.Running;

/// <summary>
/// A run on fake time and a single thread: the test moves the time, all work happens inside the move.
/// </summary>
internal sealed class FakeRun : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Queue<IThreadPoolWorkItem> _work = new();
    private readonly CancellationTokenSource _abort = new();
    private LoadRun? _run;

    public LoadSnapshot Snapshot => _run!.Snapshot();

    public bool Ended => _run!.Completion.IsCompleted;

    /// <summary>The result of a run that has ended.</summary>
    public LoadResult Result
    {
        get
        {
            Assert.True(Ended, $"the run is still in {Snapshot.Phase} at {Snapshot.Elapsed}");
            return _run!.Completion.GetAwaiter().GetResult();
        }
    }

    public static LoadPlan Plan(double measuredMs, params Workload[] workloads) => new()
    {
        Seed = 42,
        Duration = TimeSpan.FromMilliseconds(measuredMs),
        DrainMax = TimeSpan.FromMilliseconds(50),
        AbortDrainMax = TimeSpan.FromMilliseconds(5),
        Workloads = workloads,
    };

    public Task<LoadResult> Completion => _run!.Completion;

    /// <summary>Memory that the run measures; null as in a simulated time.</summary>
    public Func<MemoryReading>? Memory { get; init; }

    /// <summary>Given the time since the start, what the run hears to live in the heap.</summary>
    public Func<TimeSpan, long>? LiveHeap { get; init; }

    public FakeRun Start(LoadPlan plan, params IRunListener[] listeners)
    {
        var start = _time.GetTimestamp();
        var environment = new LoadEnvironment
        {
            Time = _time,
            Start = _work.Enqueue,
            Listeners = listeners,
            Memory = Memory,
            LiveHeap = LiveHeap is null ? null : () => LiveHeap(_time.GetElapsedTime(start)),
        };
        _run = LoadRun.Start(plan, environment, _abort.Token);
        Work();
        return this;
    }

    /// <summary>Moves the time by whole milliseconds, one at a time.</summary>
    public void Advance(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            Jump(1);
        }
    }

    /// <summary>Moves the time at once: nothing could be started meanwhile.</summary>
    public void Jump(int milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        Work();
    }

    /// <summary>What a system under load takes: time of this run.</summary>
    public Task Delay(TimeSpan time) => Task.Delay(time, _time);

    /// <summary>An answer that takes its time: unlike what is held, it is part of the latency.</summary>
    public async ValueTask<Outcome> AnswerAfter(int milliseconds)
    {
        if (milliseconds > 0)
        {
            await Delay(TimeSpan.FromMilliseconds(milliseconds)).ConfigureAwait(false);
        }

        return Outcome.Ok;
    }

    /// <summary>Ends the run early, as Ctrl-C does.</summary>
    public void Abort() => _abort.Cancel();

    /// <summary>Does the work there is, and the work that comes of it, on this thread.</summary>
    public void Work()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // Else continuations are posted elsewhere.
        while (_work.TryDequeue(out var item))
        {
            item.Execute();
        }

        SynchronizationContext.SetSynchronizationContext(context);
    }

    public void Dispose() => _abort.Dispose();
}

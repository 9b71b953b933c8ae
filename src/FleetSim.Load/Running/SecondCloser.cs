using FleetSim.Load.Recording;
using FleetSim.Load.Results;

namespace FleetSim.Load.Running;

/// <summary>Ends the seconds of a measurement one after the other, and tells whoever listens.</summary>
/// <param name="soFar">The result of so many seconds.</param>
internal sealed class SecondCloser(
    IReadOnlyList<WorkloadRun> workloads,
    StepRecorders steps,
    IReadOnlyList<IRunListener> listeners,
    Func<int, LoadResult> soFar,
    Action<Exception> failed) : IThreadPoolWorkItem
{
    /// <summary>An answer that read the time just before the end of its second may take as long to be recorded.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private int _due;
    private int _closed;
    private int _busy;
    private bool _isOver;

    /// <summary>Whether there is something to do that is not being done. Called by the pacer only.</summary>
    /// <param name="measured">Time of the measurement.</param>
    public bool IsDue(TimeSpan measured)
    {
        var due = (int)Math.Floor((measured - Grace).TotalSeconds);
        if (due <= _due || Interlocked.Exchange(ref _busy, 1) == 1)
        {
            return false;
        }

        _due = due;
        return true;
    }

    public void Execute()
    {
        try
        {
            Close(_due);
        }
        catch (Exception exception)
        {
            failed(exception);
        }

        Volatile.Write(ref _busy, 0);
    }

    /// <summary>Ends everything that was recorded. Nothing is recorded any more.</summary>
    public void CloseAll()
    {
        lock (_lock)
        {
            _isOver = true;
            foreach (var (name, recorder) in Recorders())
            {
                recorder.CloseAll(second => Tell(name, second));
            }
        }
    }

    private void Close(int seconds)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            foreach (var (name, recorder) in Recorders())
            {
                recorder.Close(seconds, second => Tell(name, second));
            }

            if (seconds > _closed)
            {
                _closed = seconds;
                foreach (var listener in listeners)
                {
                    listener.AllOver(seconds, () => soFar(seconds));
                }
            }
        }
    }

    private IEnumerable<(string Name, OutcomeRecorder Recorder)> Recorders() => workloads
        .Select(run => (run.Workload.Name, run.Recorder))
        .Concat(steps.All.Select(step => (step.Key, step.Value)));

    private void Tell(string name, RecordedSecond second)
    {
        foreach (var listener in listeners)
        {
            listener.SecondOver(name, second);
        }
    }
}

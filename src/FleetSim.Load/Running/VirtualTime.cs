namespace FleetSim.Load.Running;

/// <summary>A time that stands still while work is done and then jumps to the next timer: the same run every
/// time.</summary>
/// <remarks>Everything happens on the thread that calls <see cref="RunUntil"/>.</remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<VirtualTimer, (long At, long Order)> _due = new();
    private long _now;
    private long _order;

    /// <summary>A load run in this time.</summary>
    public LoadEnvironment Environment => new() { Time = this, Start = work => work.Execute() };

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets the time go on, timer by timer, until a task is complete.</summary>
    /// <exception cref="InvalidOperationException">Nothing is planned any more and the task is not
    /// complete.</exception>
    public void RunUntil(Task completion)
    {
        while (!completion.IsCompleted)
        {
            if (!_due.TryDequeue(out var timer, out var due))
            {
                throw new InvalidOperationException("nothing is planned any more, and the run is not over");
            }

            if (timer.IsDueAt(due.Order))
            {
                _now = Math.Max(_now, due.At);
                timer.Fire();
            }
        }
    }

    private sealed class VirtualTimer(VirtualTime time, Action fire) : ITimer
    {
        private long _planned = -1;
        private TimeSpan _period;

        public bool IsDueAt(long order) => _planned == order;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Plan(dueTime);
            return true;
        }

        public void Fire()
        {
            Plan(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);
            fire();
        }

        public void Dispose() => _planned = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Plan(TimeSpan after)
        {
            _planned = -1;
            if (after >= TimeSpan.Zero)
            {
                _planned = time._order++;
                time._due.Enqueue(this, (time._now + after.Ticks, _planned));
            }
        }
    }
}

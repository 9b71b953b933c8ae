namespace FleetSim.Load.Running;

/// <summary>All operations that hold something until a planned time: one queue, served by the pacer.</summary>
internal sealed class HoldQueue(Action<IThreadPoolWorkItem> start)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Holder, TimeSpan> _holders = new();
    private bool _closed;

    public Task Until(TimeSpan time)
    {
        var holder = new Holder();
        lock (_lock)
        {
            if (!_closed)
            {
                _holders.Enqueue(holder, time);
                return holder.Task;
            }
        }

        return Task.FromCanceled(new CancellationToken(canceled: true));
    }

    /// <summary>Lets everybody go whose time has come.</summary>
    /// <returns>The time of the next one; <see cref="TimeSpan.MaxValue"/> when nobody holds.</returns>
    public TimeSpan Release(TimeSpan now)
    {
        while (true)
        {
            Holder holder;
            lock (_lock)
            {
                if (!_holders.TryPeek(out holder!, out var time))
                {
                    return TimeSpan.MaxValue;
                }

                if (time > now)
                {
                    return time;
                }

                _holders.Dequeue();
            }

            start(holder);
        }
    }

    /// <summary>Cancels everybody, and whoever comes later.</summary>
    public void Close()
    {
        Holder[] left;
        lock (_lock)
        {
            _closed = true;
            left = [.. _holders.UnorderedItems.Select(item => item.Element)];
            _holders.Clear();
        }

        foreach (var holder in left)
        {
            holder.Cancelled = true;
            start(holder);
        }
    }

    /// <summary>Goes on on the thread it is started on, so one release costs one hop.</summary>
    private sealed class Holder : TaskCompletionSource, IThreadPoolWorkItem
    {
        public bool Cancelled { get; set; }

        public void Execute()
        {
            if (Cancelled)
            {
                SetCanceled();
            }
            else
            {
                SetResult();
            }
        }
    }
}

using FleetSim.Load.Randomness;

namespace FleetSim.Load.Running;

/// <summary>One user of a closed model: the next operation starts when the one before was answered.</summary>
internal sealed class VirtualUser(
    ClosedWorkloadRun workload,
    int number,
    StreamKey streams,
    IReadOnlyList<(TimeSpan Start, TimeSpan End)> work,
    TimeSpan measuredFrom) : IOperationEnd
{
    private readonly Lock _lock = new();
    private RandomStream _random = streams.At(number);
    private bool _busy;
    private long _index;

    /// <summary>
    /// A stretch of work begins. A user still busy with an operation of an earlier one goes on after it.
    /// </summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_busy)
            {
                return;
            }

            _busy = true;
        }

        Next();
    }

    public void Ended(OperationRun operation) => Next();

    /// <summary>The operation may still draw numbers: the user goes on with others.</summary>
    public void GaveUp()
    {
        _random = new RandomStream(streams.At(number).NextBits() + (ulong)_index);
        Next();
    }

    private void Next()
    {
        var services = workload.Services;
        TimeSpan now;
        lock (_lock)
        {
            // Read inside the lock: a Wake that saw this user busy must find the user awake afterwards.
            now = services.Now;
            _busy = !services.Cancellation.IsCancellationRequested && AtWork(now);
            if (!_busy)
            {
                return;
            }
        }

        // A work item for each operation: operations that answer at once must not keep a thread to themselves.
        workload.LaunchFor(this, new OperationContext(services, default, _random)
        {
            Workload = workload.Workload.Name,
            Index = _index++,
            User = number,
            Measured = now >= measuredFrom,
            Planned = now,
        });
    }

    private bool AtWork(TimeSpan now)
    {
        foreach (var (start, end) in work)
        {
            if (start <= now && now < end)
            {
                return true;
            }
        }

        return false;
    }
}

namespace FleetSim.Scenarios.Workloads;

/// <summary>Lives of VMs that are under way: a run that is ended early waits for them to give everything back, before
/// it looks at what is left.</summary>
internal sealed class UnderWay
{
    private readonly Lock _lock = new();
    private int _count;
    private TaskCompletionSource? _idle;

    /// <summary>One begins; it is over when the answer is disposed of.</summary>
    public IDisposable Begin()
    {
        lock (_lock)
        {
            _count++;
        }

        return new End(this);
    }

    /// <summary>Nobody is under way any more.</summary>
    public Task WhenIdle()
    {
        lock (_lock)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Ended()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }

    private sealed class End(UnderWay all) : IDisposable
    {
        public void Dispose() => all.Ended();
    }
}

namespace FleetSim.Load.Running;

/// <summary>
/// The operations of a workload without an answer. Decides who settles an operation: exactly one does.
/// </summary>
internal sealed class InFlight
{
    private readonly Lock _lock = new();
    private readonly LinkedList<OperationRun> _running = new();
    private int _count;

    /// <summary>Operations that are not settled and recorded yet.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Add(OperationRun operation)
    {
        Interlocked.Increment(ref _count);
        lock (_lock)
        {
            _running.AddLast(operation.Node);
        }
    }

    /// <summary>True for the first caller only; the operation goes on counting until <see cref="Recorded"/>.</summary>
    public bool TrySettle(OperationRun operation)
    {
        lock (_lock)
        {
            if (operation.Node.List is null)
            {
                return false;
            }

            _running.Remove(operation.Node);
            return true;
        }
    }

    /// <summary>Settles those for which a condition holds.</summary>
    public IReadOnlyList<OperationRun> Settle(Func<OperationRun, bool> condition)
    {
        lock (_lock)
        {
            var settled = _running.Where(condition).ToArray();
            foreach (var operation in settled)
            {
                _running.Remove(operation.Node);
            }

            return settled;
        }
    }

    /// <summary>Settles all that are left.</summary>
    public IReadOnlyList<OperationRun> SettleAll()
    {
        lock (_lock)
        {
            var left = _running.ToArray();
            _running.Clear();
            return left;
        }
    }

    /// <summary>The settled operation is in the results. After the last one, nothing is added to them.</summary>
    public void Recorded() => Interlocked.Decrement(ref _count);
}

namespace FleetSim.Verification.History.Recording;

/// <summary>The share of a recorder that the calls begun on one processor write to.</summary>
/// <param name="grow">Gives another chunk; null when the recorder has reached its limit.</param>
internal sealed class HistoryStripe(Func<HistoryChunk?> grow)
{
    private readonly Lock _growing = new();
    private readonly List<HistoryChunk> _chunks = [];
    private HistoryChunk? _current;

    /// <summary>All chunks so far, the one in use last.</summary>
    public IReadOnlyList<HistoryChunk> Chunks
    {
        get
        {
            lock (_growing)
            {
                return [.. _chunks];
            }
        }
    }

    /// <summary>Takes one chunk away: one that is complete, or any.</summary>
    /// <returns>Null when there is none.</returns>
    public HistoryChunk? Take(bool any)
    {
        lock (_growing)
        {
            var index = _chunks.FindIndex(chunk => any || chunk.IsComplete);
            if (index < 0)
            {
                return null;
            }

            var taken = _chunks[index];
            _chunks.RemoveAt(index);
            if (ReferenceEquals(taken, _current))
            {
                _current = null;
            }

            return taken;
        }
    }

    /// <returns>False when there is no room left.</returns>
    public bool TryReserve(out HistoryChunk chunk, out int index)
    {
        while (true)
        {
            var current = Volatile.Read(ref _current);
            index = current?.Reserve() ?? -1;
            chunk = current!;
            if (index >= 0)
            {
                return true;
            }

            if (!TryGrow(current))
            {
                return false;
            }
        }
    }

    private bool TryGrow(HistoryChunk? full)
    {
        lock (_growing)
        {
            if (!ReferenceEquals(_current, full))
            {
                return true;
            }

            if (grow() is not { } next)
            {
                return false;
            }

            _chunks.Add(next);
            Volatile.Write(ref _current, next);
            return true;
        }
    }
}

using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Recording;

/// <summary>Room for a few thousand calls. Full chunks are kept; nothing is ever moved.</summary>
internal sealed class HistoryChunk(int capacity)
{
    private readonly HistoryEntry[] _entries = new HistoryEntry[capacity];
    private readonly Lock _keeping = new();
    private readonly List<GroupCall> _kept = [];
    private int _reserved;

    public ref HistoryEntry this[int index] => ref _entries[index];

    /// <summary>How many entries have been given out.</summary>
    public int Count => Math.Min(Volatile.Read(ref _reserved), _entries.Length);

    /// <summary>It has no room left, and all its calls have ended.</summary>
    public bool IsComplete
    {
        get
        {
            if (Count < _entries.Length)
            {
                return false;
            }

            foreach (ref readonly var entry in _entries.AsSpan())
            {
                if (!entry.HasEnded)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <returns>The index of a fresh entry; -1 when there is none left.</returns>
    public int Reserve() =>
        Interlocked.Increment(ref _reserved) is var next && next <= _entries.Length ? next - 1 : -1;

    /// <summary>Keeps a call whole that does not fit an entry.</summary>
    /// <returns>Where it is kept, from 1.</returns>
    public int Keep(GroupCall call)
    {
        lock (_keeping)
        {
            _kept.Add(call);
            return _kept.Count;
        }
    }

    /// <summary>A call as it was recorded.</summary>
    /// <param name="cutoff">Recording stopped then: what came later is not known, nor what it changed.</param>
    public GroupOperation Operation(int index, long cutoff)
    {
        lock (_keeping)
        {
            return _entries[index].ToOperation(_kept, cutoff);
        }
    }
}

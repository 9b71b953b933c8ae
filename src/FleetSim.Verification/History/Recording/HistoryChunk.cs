namespace FleetSim.Verification.History.Recording;

/// <summary>Room for a few thousand calls. Full chunks are kept; nothing is ever moved.</summary>
internal sealed class HistoryChunk(int capacity)
{
    private readonly HistoryEntry[] _entries = new HistoryEntry[capacity];
    private int _reserved;

    public ref HistoryEntry this[int index] => ref _entries[index];

    /// <summary>How many entries have been given out.</summary>
    public int Count => Math.Min(Volatile.Read(ref _reserved), _entries.Length);

    /// <returns>The index of a fresh entry; -1 when there is none left.</returns>
    public int Reserve() =>
        Interlocked.Increment(ref _reserved) is var next && next <= _entries.Length ? next - 1 : -1;
}

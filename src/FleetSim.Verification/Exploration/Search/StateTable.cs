namespace FleetSim.Verification.Exploration.Search;

/// <summary>Every state that was reached: its fingerprint, and from where it was reached in the fewest steps.</summary>
/// <remarks>
/// An open-addressing index over chunked columns: 28 bytes a state and the index beside, no object for each. States are
/// numbered in the order in which they were found.
/// </remarks>
internal sealed class StateTable
{
    private const int FirstCapacity = 1 << 10;

    private UInt128[] _fingerprints = new UInt128[FirstCapacity];
    private Origin[] _origins = new Origin[FirstCapacity];
    private ushort[] _taken = new ushort[FirstCapacity];
    private int[] _slots = new int[2 * FirstCapacity];

    public int Count { get; private set; }

    /// <summary>Where a state was first reached from.</summary>
    public Origin OriginOf(int state) => _origins[state];

    /// <summary>The actors whose next turn from a state was taken already, a bit each.</summary>
    public ref ushort Taken(int state) => ref _taken[state];

    /// <summary>The number of the state; a new one if it is new.</summary>
    public (int State, bool IsNew) Add(UInt128 fingerprint, Origin origin)
    {
        var slot = SlotOf(fingerprint);
        if (_slots[slot] != 0)
        {
            return (_slots[slot] - 1, false);
        }

        if (Count == _fingerprints.Length)
        {
            Grow();
            slot = SlotOf(fingerprint);
        }

        _fingerprints[Count] = fingerprint;
        _origins[Count] = origin;
        _slots[slot] = ++Count;
        return (Count - 1, true);
    }

    /// <summary>The slot that has the fingerprint, or the empty one where it belongs. Slots hold state + 1.</summary>
    private int SlotOf(UInt128 fingerprint)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(ulong)fingerprint & mask;
        while (_slots[slot] != 0 && _fingerprints[_slots[slot] - 1] != fingerprint)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        var capacity = 2 * _fingerprints.Length;
        Array.Resize(ref _fingerprints, capacity);
        Array.Resize(ref _origins, capacity);
        Array.Resize(ref _taken, capacity);
        _slots = new int[2 * capacity];
        for (var state = 0; state < Count; state++)
        {
            _slots[SlotOf(_fingerprints[state])] = state + 1;
        }
    }
}

/// <summary>How a state was reached: an actor went on for some turns, which is one step.</summary>
/// <param name="From">The state before; -1 for the first one.</param>
/// <param name="Actor">Who went on.</param>
/// <param name="Turns">For how many turns.</param>
internal readonly record struct Origin(int From, byte Actor, ushort Turns);

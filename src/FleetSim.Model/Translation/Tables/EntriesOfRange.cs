namespace FleetSim.Model.Translation.Tables;

/// <summary>The entries of one table that a range touches, each with the part of the range that is its.</summary>
internal readonly struct EntriesOfRange(ulong table, int level, ulong first, ulong last)
{
    public Enumerator GetEnumerator() => new(table, level, first, last);

    /// <summary>Address of the entry, first and last IOVA of its part.</summary>
    public struct Enumerator(ulong table, int level, ulong first, ulong last)
    {
        private readonly int _shift = SecondStageEntry.ShiftOf(level);
        private ulong _next = first;
        private bool _isDone;

        public (ulong Address, ulong First, ulong Last) Current { get; private set; }

        public bool MoveNext()
        {
            if (_isDone)
            {
                return false;
            }

            // The last span of the address space ends at its last byte: nothing may wrap.
            var spanLast = _next | ((1UL << _shift) - 1);
            var address = table + (((_next >> _shift) & 511) << 3);
            Current = (address, _next, Math.Min(spanLast, last));
            _isDone = spanLast >= last;
            _next = spanLast + 1;
            return true;
        }
    }
}

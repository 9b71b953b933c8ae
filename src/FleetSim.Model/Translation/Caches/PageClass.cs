using System.Runtime.CompilerServices;

namespace FleetSim.Model.Translation.Caches;

/// <summary>The part of an IOTLB that holds pages of one size: sets of four ways, the oldest of a full set
/// replaced.</summary>
/// <remarks>
/// Consecutive pages lie in consecutive sets, so that a range as large as the cache fits into it. Hot path: no
/// allocation, no lock. One caller at a time. Cost: <c>fleetsim bench translation</c>, "IOTLB hit".
/// </remarks>
internal sealed class PageClass
{
    public const int Ways = 4;

    private readonly int _setMask;
    private IotlbEntry[] _entries = [];
    private byte[] _oldest = [];

    /// <param name="pageShift">Pages of 2^so many bytes.</param>
    /// <param name="sets">A power of two.</param>
    public PageClass(int pageShift, int sets)
    {
        PageShift = pageShift;
        _setMask = sets - 1;
    }

    public int PageShift { get; }

    /// <summary>Entries that are valid.</summary>
    public int Count { get; private set; }

    /// <summary>For looking up; valid until a page is added.</summary>
    public PageProbe Probe => new(_entries, _setMask, PageShift);

    /// <summary>Finds the page of an address; the memory of an empty class is not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref IotlbEntry Find(ulong key, ulong iova) => ref Probe.Find(key, iova);

    /// <summary>Adds a page that is not there.</summary>
    public void Add(in IotlbEntry entry)
    {
        if (_entries.Length == 0)
        {
            _entries = new IotlbEntry[(_setMask + 1) * Ways];
            _oldest = new byte[_setMask + 1];
        }

        var set = PageProbe.SetOf(entry.Key, entry.PageNumber, _setMask);
        var ways = _entries.AsSpan(set * Ways, Ways);
        for (var way = 0; way < Ways; way++)
        {
            if (ways[way].Key == 0)
            {
                ways[way] = entry;
                Count++;
                return;
            }
        }

        ways[_oldest[set]] = entry;
        _oldest[set] = (byte)((_oldest[set] + 1) % Ways);
    }

    /// <summary>Removes the entries of a domain whose page number, of 4 KiB, and page mask a condition
    /// selects.</summary>
    public void Remove<TSelection>(TSelection selection)
        where TSelection : struct, IIotlbSelection
    {
        for (var i = 0; Count > 0 && i < _entries.Length; i++)
        {
            ref var entry = ref _entries[i];
            if (entry.Key != 0 && selection.Covers(entry, PageShift))
            {
                entry = default;
                Count--;
            }
        }
    }

    public void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(_entries);
            Count = 0;
        }

        Array.Clear(_oldest);
    }

    public IEnumerable<IotlbEntry> Entries() => _entries.Where(entry => entry.Key != 0);
}

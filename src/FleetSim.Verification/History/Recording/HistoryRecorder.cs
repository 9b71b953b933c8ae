using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History.Recording;

/// <summary>Writes down every call to a group as its callers see it: what was asked, from when to when, and the
/// answer.</summary>
/// <remarks>
/// Hot path: two time stamps and one entry a call; no allocation but of a chunk now and then, no lock but for joins,
/// binds and PASIDs. Cost: <c>fleetsim bench</c>, the line with history and invariants. Bounded: after the limit
/// nothing more is recorded, and answers that came later count as unknown, so that what is checked is a true
/// beginning of the history.
/// </remarks>
public sealed class HistoryRecorder
{
    /// <summary>Calls that are recorded unless told otherwise: some 350 MB.</summary>
    public const int DefaultLimit = 3_000_000;

    private const int ChunkCapacity = 4096;

    private readonly HistoryStripe[] _stripes;
    private readonly TimeProvider _time;
    private readonly int _limit;
    private readonly long _origin;
    private readonly Lock _keeping = new();
    private readonly List<GroupCall> _kept = [];
    private int _room;
    private long _cutoff = long.MaxValue;
    private long _unrecorded;

    /// <param name="time">Stamps starts and ends.</param>
    /// <param name="limit">Calls that are recorded; 0 records nothing.</param>
    /// <param name="writers">How many threads write at the same time; 0 for one a processor.</param>
    public HistoryRecorder(TimeProvider time, int limit = DefaultLimit, int writers = 0)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        _time = time;
        _limit = limit;
        _room = limit;
        _origin = Now;
        var stripes = writers == 0 ? Environment.ProcessorCount : writers;
        _stripes = [.. Enumerable.Range(0, stripes).Select(_ => new HistoryStripe(Grow))];
    }

    /// <summary>Records nothing.</summary>
    public static HistoryRecorder Off { get; } = new(TimeProvider.System, limit: 0);

    /// <summary>Time stamps begin at 1: 0 says that there is none.</summary>
    internal long Now => _time.GetTimestamp() + 1;

    /// <summary>A call is about to be made.</summary>
    /// <param name="host">Index of the host in the fleet.</param>
    /// <param name="group">The group's number on its host.</param>
    public RecordedCall Begin(int host, int group, GroupCall call)
    {
        if (_limit == 0)
        {
            return default;
        }

        var stripe = _stripes[(int)((uint)Thread.GetCurrentProcessorId() % (uint)_stripes.Length)];
        if (Volatile.Read(ref _cutoff) != long.MaxValue || !stripe.TryReserve(out var chunk, out var index))
        {
            // The stamp comes before the call: whatever started by then has been recorded.
            Interlocked.CompareExchange(ref _cutoff, Now, long.MaxValue);
            Interlocked.Increment(ref _unrecorded);
            return default;
        }

        var kept = HistoryEntry.Fits(call) ? 0 : Keep(call);
        chunk[index].Begin(host, group, call, kept, Now);
        return new RecordedCall(this, chunk, index);
    }

    /// <summary>What was recorded so far, group by group.</summary>
    public RecordedHistory Read()
    {
        var groups = new SortedDictionary<(int Host, int Number), List<HistoryEntryPlace>>();
        foreach (var chunk in _stripes.SelectMany(stripe => stripe.Chunks))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                if (chunk[i].IsWritten)
                {
                    Places(groups, (chunk[i].Host, chunk[i].Group)).Add(new HistoryEntryPlace(chunk, i));
                }
            }
        }

        var cutoff = Volatile.Read(ref _cutoff);
        return new RecordedHistory(
            [
                .. groups.Select(group => new GroupHistory(
                    group.Key.Host, group.Key.Number, group.Value.Count, () => Operations(group.Value, cutoff))),
            ],
            Volatile.Read(ref _unrecorded),
            new HistoryClock(_origin, _time.TimestampFrequency));
    }

    private static List<HistoryEntryPlace> Places(
        SortedDictionary<(int Host, int Number), List<HistoryEntryPlace>> groups, (int Host, int Number) key)
    {
        if (!groups.TryGetValue(key, out var places))
        {
            groups.Add(key, places = []);
        }

        return places;
    }

    private GroupOperation[] Operations(List<HistoryEntryPlace> places, long cutoff)
    {
        lock (_keeping)
        {
            return
            [
                .. places.Select(place => place.Chunk[place.Index].ToOperation(_kept, cutoff))
                    .OrderBy(operation => operation.Start),
            ];
        }
    }

    private int Keep(GroupCall call)
    {
        lock (_keeping)
        {
            _kept.Add(call);
            return _kept.Count;
        }
    }

    private HistoryChunk? Grow()
    {
        var capacity = Math.Min(ChunkCapacity, _limit);
        return Interlocked.Add(ref _room, -capacity) >= 0 ? new HistoryChunk(capacity) : null;
    }

    private readonly record struct HistoryEntryPlace(HistoryChunk Chunk, int Index);
}

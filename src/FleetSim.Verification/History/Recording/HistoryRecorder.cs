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

    /// <summary>From then on nothing was recorded; the end of time while there is room.</summary>
    public long Cutoff => Volatile.Read(ref _cutoff);

    /// <summary>Calls of which nothing is known.</summary>
    public long Unrecorded => Volatile.Read(ref _unrecorded);

    /// <summary>Whether calls are recorded at all.</summary>
    public bool IsOn => _limit > 0;

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
        if (Cutoff != long.MaxValue || !stripe.TryReserve(out var chunk, out var index))
        {
            // The stamp comes before the call: whatever started by then has been recorded.
            Interlocked.CompareExchange(ref _cutoff, Now, long.MaxValue);
            Interlocked.Increment(ref _unrecorded);
            return default;
        }

        var kept = HistoryEntry.Fits(call) ? 0 : chunk.Keep(call);
        chunk[index].Begin(host, group, call, kept, Now);
        return new RecordedCall(this, chunk, index);
    }

    /// <summary>Adds a call that another recorder of this machine's clock has recorded.</summary>
    /// <param name="operation">Its stamps are those of the other recorder.</param>
    public void Add(int host, int group, GroupOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (!_stripes[0].TryReserve(out var chunk, out var index))
        {
            CutAt(operation.Start - 1);
            Interlocked.Increment(ref _unrecorded);
            return;
        }

        chunk[index].Begin(
            host, group, operation.Call, HistoryEntry.Fits(operation.Call) ? 0 : chunk.Keep(operation.Call), operation.Start);
        if (operation.Reply is { } reply)
        {
            chunk[index].End(reply, operation.End);
        }
    }

    /// <summary>Of what started after a moment, or ended after it, nothing counts as known.</summary>
    public void CutAt(long moment)
    {
        for (var known = Cutoff; moment < known; known = Cutoff)
        {
            Interlocked.CompareExchange(ref _cutoff, moment, known);
        }
    }

    /// <summary>Takes some thousand calls away, for whoever gathers them from several recorders.</summary>
    /// <param name="all">No call is under way: also from chunks with room left, and calls without an answer.</param>
    /// <returns>Null when there is nothing to take.</returns>
    public IReadOnlyList<(int Host, int Group, GroupOperation Operation)>? Take(bool all)
    {
        foreach (var stripe in _stripes)
        {
            if (stripe.Take(all) is { } chunk)
            {
                return
                [
                    .. Enumerable.Range(0, chunk.Count).Where(index => chunk[index].IsWritten).Select(index =>
                        (chunk[index].Host, chunk[index].Group, chunk.Operation(index, long.MaxValue - 1))),
                ];
            }
        }

        return null;
    }

    /// <summary>What was recorded so far, group by group.</summary>
    public RecordedHistory Read()
    {
        var cutoff = Cutoff;
        var late = 0L;
        var groups = new SortedDictionary<(int Host, int Number), List<HistoryEntryPlace>>();
        foreach (var chunk in _stripes.SelectMany(stripe => stripe.Chunks))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                if (chunk[i].Start > cutoff)
                {
                    late++;
                }
                else if (chunk[i].IsWritten)
                {
                    Places(groups, (chunk[i].Host, chunk[i].Group)).Add(new HistoryEntryPlace(chunk, i));
                }
            }
        }

        return new RecordedHistory(
            [
                .. groups.Select(group => new GroupHistory(
                    group.Key.Host, group.Key.Number, group.Value.Count, () => Operations(group.Value, cutoff))),
            ],
            Unrecorded + late,
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

    private static GroupOperation[] Operations(List<HistoryEntryPlace> places, long cutoff) =>
    [
        .. places.Select(place => place.Chunk.Operation(place.Index, cutoff)).OrderBy(operation => operation.Start),
    ];

    private HistoryChunk? Grow()
    {
        var capacity = Math.Min(ChunkCapacity, _limit);
        return Interlocked.Add(ref _room, -capacity) >= 0 ? new HistoryChunk(capacity) : null;
    }

    private readonly record struct HistoryEntryPlace(HistoryChunk Chunk, int Index);
}

namespace FleetSim.Model.Protocols;

/// <summary>
/// The latest answers of a host, device or group, refusals included, so that a retry is answered alike.
/// </summary>
/// <remarks>
/// A ring of 32, which grows to that: a caller retries within 30 s, long before so many others have come.
/// </remarks>
public sealed class OperationResults<TReply>
    where TReply : notnull
{
    /// <summary>How many answers are kept.</summary>
    public const int Capacity = 32;

    private OperationId[] _ids = [];
    private TReply[] _replies = [];
    private Dictionary<OperationId, TReply>? _kept;
    private int _next;

    public bool TryGet(OperationId id, out TReply reply)
    {
        if (_kept is not null && _kept.Remove(id, out var kept))
        {
            Add(id, kept);
        }

        var at = id.IsNone ? -1 : IndexOf(id);
        reply = at < 0 ? default! : _replies[at];
        return at >= 0;
    }

    /// <summary>
    /// Remembers the answer of an operation that has waited, however many answers come meanwhile, until its caller asks
    /// for it.
    /// </summary>
    public void Keep(OperationId id, TReply reply)
    {
        if (!id.IsNone)
        {
            (_kept ??= [])[id] = reply;
        }
    }

    /// <summary>Remembers an answer; one without an id is never asked for again.</summary>
    public void Add(OperationId id, TReply reply)
    {
        if (id.IsNone)
        {
            return;
        }

        if (_next == _ids.Length && _next < Capacity)
        {
            Array.Resize(ref _ids, Math.Max(2, _next * 2));
            Array.Resize(ref _replies, _ids.Length);
        }

        _next %= _ids.Length;
        _ids[_next] = id;
        _replies[_next++] = reply;
    }

    /// <summary>Every call comes here and nearly none is a retry. Span.IndexOf would call a comparer for each
    /// id.</summary>
    private int IndexOf(OperationId id)
    {
        for (var i = 0; i < _ids.Length; i++)
        {
            if (_ids[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}

namespace FleetSim.Model.Operations;

/// <summary>
/// The latest answers of a host, device or group, refusals included, so that a retry is answered alike.
/// </summary>
/// <remarks>
/// A ring that grows to 32: a caller retries within 30 s, long before so many others have come. It does not grow while
/// its oldest answer is older than that: among a million groups that are claimed now and then, each keeps two. It never
/// shrinks.
/// </remarks>
public sealed class OperationResults<TReply>
    where TReply : notnull
{
    /// <summary>How many answers are kept.</summary>
    public const int Capacity = 32;

    /// <summary>How long a caller retries.</summary>
    public static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(30);

    private Answer[] _ring = [];
    private Dictionary<OperationId, TReply>? _kept;
    private int _count;
    private int _next;

    /// <param name="now">By the same clock as that of <see cref="Add"/>.</param>
    public bool TryGet(OperationId id, TimeSpan now, out TReply reply)
    {
        if (_kept is not null && _kept.Remove(id, out var kept))
        {
            Add(id, kept, now);
        }

        var at = id.IsNone ? -1 : IndexOf(id);
        reply = at < 0 ? default! : _ring[at].Reply;
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
    /// <param name="now">By a clock of the caller's; always the same where no time goes by.</param>
    public void Add(OperationId id, TReply reply, TimeSpan now)
    {
        if (id.IsNone)
        {
            return;
        }

        if (_count == _ring.Length && _count < Capacity && (_count == 0 || now - _ring[_next].At <= RetryMax))
        {
            Grow();
        }

        _ring[_next] = new(id, now, reply);
        _next = (_next + 1) % _ring.Length;
        _count = Math.Min(_count + 1, _ring.Length);
    }

    /// <summary>Twice as many places, the oldest answer in the first.</summary>
    private void Grow()
    {
        var grown = new Answer[Math.Max(2, 2 * _count)];
        _ring.AsSpan(_next).CopyTo(grown);
        _ring.AsSpan(0, _next).CopyTo(grown.AsSpan(_count - _next));
        _ring = grown;
        _next = _count;
    }

    /// <summary>Every call comes here and nearly none is a retry. Span.IndexOf would call a comparer for each
    /// id.</summary>
    private int IndexOf(OperationId id)
    {
        for (var i = 0; i < _ring.Length; i++)
        {
            if (_ring[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>One place of the ring; without an id it is empty.</summary>
    /// <param name="At">When it was given.</param>
    private readonly record struct Answer(OperationId Id, TimeSpan At, TReply Reply);
}

namespace FleetSim.Model.Operations;

/// <summary>The latest answers of all parts of one kind, such as the groups of a host, so that a retry is answered
/// alike.</summary>
/// <param name="comparer">Compares names of parts; null for the default.</param>
/// <remarks>A part that was never asked under an id costs nothing.</remarks>
public sealed class PartResults<TPart, TReply>(IEqualityComparer<TPart>? comparer = null)
    where TPart : notnull
    where TReply : struct
{
    private readonly Dictionary<TPart, OperationResults<TReply>> _parts = new(comparer);

    /// <summary>What a part answered to an operation earlier; null for an operation that it does not know.</summary>
    /// <param name="now">As for <see cref="OperationResults{TReply}.TryGet"/>.</param>
    public TReply? Find(TPart part, OperationId id, TimeSpan now) =>
        _parts.TryGetValue(part, out var results) && results.TryGet(id, now, out var earlier) ? earlier : null;

    /// <summary>Remembers an answer.</summary>
    /// <param name="hasWaited">The operation waited for a user: its answer is kept until its caller asks.</param>
    public void Add(TPart part, OperationId id, TReply reply, TimeSpan now, bool hasWaited = false)
    {
        if (id.IsNone)
        {
            return;
        }

        if (!_parts.TryGetValue(part, out var results))
        {
            _parts.Add(part, results = new());
        }

        if (hasWaited)
        {
            results.Keep(id, reply);
        }
        else
        {
            results.Add(id, reply, now);
        }
    }
}

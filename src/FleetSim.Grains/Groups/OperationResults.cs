using FleetSim.Model.Protocols;

namespace FleetSim.Grains.Groups;

/// <summary>The answers of a group's latest operations, refusals included, so that a retry is answered alike.</summary>
/// <remarks>A ring of 32: a caller retries within 30 s, long before so many others can have come.</remarks>
public sealed class OperationResults
{
    /// <summary>How many answers are kept.</summary>
    public const int Capacity = 32;

    private readonly OperationId[] _ids = new OperationId[Capacity];
    private readonly GroupReply[] _replies = new GroupReply[Capacity];
    private int _next;

    public bool TryGet(OperationId id, out GroupReply reply)
    {
        var at = _ids.AsSpan().IndexOf(id);
        reply = at < 0 ? default : _replies[at];
        return at >= 0;
    }

    public void Add(OperationId id, GroupReply reply)
    {
        _ids[_next] = id;
        _replies[_next] = reply;
        _next = (_next + 1) % Capacity;
    }
}

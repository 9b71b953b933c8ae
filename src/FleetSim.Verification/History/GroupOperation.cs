using FleetSim.Model;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.History;

/// <summary>One call to a group as its caller saw it.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Start">Stamp before the call was made.</param>
/// <param name="End">Stamp after its answer came; the end of time when none did.</param>
/// <param name="Reply">Null when there was no answer: it may have happened or not.</param>
public sealed record GroupOperation(GroupCall Call, long Start, long End = long.MaxValue, GroupReply? Reply = null)
{
    public bool IsAnswered => Reply is not null;

    /// <summary>The group did not decide: its host was stopped.</summary>
    public bool FoundHostDown => Reply is { Errno: Errno.EHOSTDOWN };

    /// <summary>Version that the answer tells; 0 when it tells none.</summary>
    public ulong Version => Reply?.Version ?? 0;
}

using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;

namespace FleetSim.Verification.Tests.History;

/// <summary>A group that runs the real protocol, one call after the other.</summary>
internal sealed class SequentialGroup(OwnershipPolicy policy, GroupRecord record)
{
    public GroupRecord Record { get; private set; } = record;

    /// <returns>Null when no legal caller could have called so: the group is as before.</returns>
    public GroupReply? Execute(GroupCall call)
    {
        try
        {
            var move = GroupProtocol.Begin(policy, 7, Record, call);
            while (move.Call is not null)
            {
                move = GroupProtocol.Next(move.Record, default);
            }

            Record = move.Record;
            return move.Reply;
        }
        catch (InvariantViolationException)
        {
            return null;
        }
    }
}

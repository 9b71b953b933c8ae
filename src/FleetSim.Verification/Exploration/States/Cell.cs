using FleetSim.Model.Ownership;
using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Verification.Invariants;

namespace FleetSim.Verification.Exploration.States;

/// <summary>What one grain keeps, with the fingerprint of it. Immutable; shared by all states that have it.</summary>
internal abstract class Cell(UInt128 fingerprint)
{
    public UInt128 Fingerprint { get; } = fingerprint;
}

internal sealed class HostCell(HostState state, UInt128 fingerprint) : Cell(fingerprint)
{
    public HostState State { get; } = state;
}

internal sealed class DeviceCell(DeviceState state, UInt128 fingerprint) : Cell(fingerprint)
{
    public DeviceState State { get; } = state;
}

internal sealed class GroupCell(GroupRecord record, UInt128 fingerprint) : Cell(fingerprint)
{
    public GroupRecord Record { get; } = record;

    /// <summary>The isolation invariants that the group breaks.</summary>
    public IsolationInvariants Broken { get; } = IsolationChecker.Broken(record.State);
}

internal sealed class UnitCell(UnitState state, UInt128 fingerprint) : Cell(fingerprint)
{
    public UnitState State { get; } = state;

    /// <summary>Some requester id is attached to a user's domain.</summary>
    public bool HasUserDomain { get; } = AnyUserDomain(state);

    private static bool AnyUserDomain(UnitState state)
    {
        foreach (var group in state.Groups)
        {
            foreach (var attachment in group)
            {
                if (!attachment.Domain.User.IsNone)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

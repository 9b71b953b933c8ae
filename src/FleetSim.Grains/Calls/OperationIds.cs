using FleetSim.Model.Operations;

namespace FleetSim.Grains.Calls;

/// <summary>
/// Ids for operations whose caller gave none: the calls that a protocol makes carry them, so that one that is cut off
/// can go on where it was.
/// </summary>
internal static class OperationIds
{
    /// <summary>Apart from the small numbers that callers count up.</summary>
    private const ulong OwnRange = 1UL << 63;

    public static OperationId New() => new(OwnRange | (ulong)Random.Shared.NextInt64());
}

namespace FleetSim.Verification.Exploration.States;

/// <summary>A claim that was granted to an actor and that it has not begun to return.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="Incarnation">Which life of the group.</param>
/// <param name="Epoch">The epoch the claim was granted in.</param>
/// <param name="Device">Number of the cell of the device that was named.</param>
/// <param name="OfGroup">The whole group was claimed, not through the device.</param>
/// <param name="Revoked">A device has left meanwhile, and the claim with it.</param>
internal readonly record struct Hold(
    int Group, int Incarnation, ulong Epoch, int Device, bool OfGroup, bool Revoked = false);

namespace FleetSim.Verification.Exploration.States;

/// <summary>A claim that was granted to an actor and that it has not begun to return.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="Incarnation">Which life of the group.</param>
/// <param name="Epoch">The epoch the claim was granted in.</param>
/// <param name="Device">Number of the cell of the device that was named.</param>
/// <param name="OfGroup">The whole group was claimed, not through the device.</param>
internal readonly record struct Hold(int Group, int Incarnation, ulong Epoch, int Device, bool OfGroup)
{
    /// <summary>The user's domain was attached under this claim, and it has not begun to detach it.</summary>
    public bool HasAttached { get; init; }

    public HoldLife Life { get; init; }
}

/// <summary>Whether a claim still counts, although its holder has not returned it.</summary>
internal enum HoldLife : byte
{
    Held,

    /// <summary>A device leaves and takes the claim with it; the units are being told.</summary>
    Ending,

    /// <summary>It is no more. Its holder will hear ENODEV.</summary>
    Ended,
}

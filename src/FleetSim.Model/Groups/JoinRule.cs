namespace FleetSim.Model.Groups;

/// <summary>A rule that moved a function's search for a group on, or ended it.</summary>
/// <remarks>Source: reference/groups.md 3.4.</remarks>
public enum JoinRule
{
    /// <summary>Nothing forced the function into a group: it made one.</summary>
    NewGroup,

    /// <summary>No unit translates it, so it has no group.</summary>
    NotTranslated,

    /// <summary>Its requests carry the requester id of the named function, which sends them.</summary>
    RealDmaDevice,

    /// <summary>Its requests also reach the IOMMU under a requester id of the named bridge.</summary>
    BridgeAlias,

    /// <summary>The way up from the named bridge does not isolate, so what is below it shares its group.</summary>
    UnisolatedPath,

    /// <summary>
    /// The named function on the same bus uses a requester id of the searched one, or the other way round.
    /// </summary>
    SharedRequesterId,

    /// <summary>
    /// Neither the searched function nor the named one in its slot isolates the functions of the device.
    /// </summary>
    SlotSibling,
}

namespace FleetSim.Scenarios.Files;

/// <summary>How a VM claims what it wants.</summary>
public enum ClaimThrough
{
    /// <summary>One or the other, drawn for each claim.</summary>
    Either,

    /// <summary>The whole group, as VFIO's container does.</summary>
    Group,

    /// <summary>A device of the group, as iommufd does.</summary>
    Device,
}

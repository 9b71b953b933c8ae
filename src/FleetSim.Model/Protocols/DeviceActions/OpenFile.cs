namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>A user opens it through the file of a group.</summary>
/// <param name="Group">Number of the group.</param>
/// <param name="Opened">The epoch in which the group file was opened.</param>
/// <param name="HasIommu">The container of the user has an IOMMU set.</param>
public sealed record OpenFile(int Group, ulong Opened, bool HasIommu) : DeviceAction
{
    public override DeviceVerb Verb => DeviceVerb.OpenFile;
}

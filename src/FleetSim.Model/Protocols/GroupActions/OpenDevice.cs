using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>GET_DEVICE_FD: a user opens a member.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
/// <param name="HasIommu">Its container has an IOMMU set.</param>
/// <param name="IsLeaving">Its unbind waits for its user already.</param>
public sealed record OpenDevice(PciAddress Device, ulong Opened, bool HasIommu, bool IsLeaving)
    : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.OpenDevice;
}

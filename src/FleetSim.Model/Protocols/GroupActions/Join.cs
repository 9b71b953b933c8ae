using FleetSim.Model.Domains;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A device joins.</summary>
/// <param name="Type">Type of the default domain, for a newcomer that forms the group.</param>
/// <param name="Iommu">The host's IOMMU, for a newcomer that forms the group.</param>
public sealed record Join(GroupMember Member, DefaultDomainType? Type, HostIommu? Iommu)
    : GroupAction, INamesDevice
{
    public override GroupVerb Verb => GroupVerb.Join;

    public PciAddress Device => Member.Device;
}

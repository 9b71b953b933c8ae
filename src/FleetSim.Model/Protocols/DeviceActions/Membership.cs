using FleetSim.Model.Domains;
using FleetSim.Model.Groups;

namespace FleetSim.Model.Protocols.DeviceActions;

/// <summary>The group that a device joins, and what the group has to know of it.</summary>
/// <param name="Type">Type of the default domain, if the device forms its group.</param>
/// <param name="Iommu">The host's IOMMU, if the device forms its group.</param>
public sealed record Membership(GroupKey Group, GroupMember Member, DefaultDomainType? Type, HostIommu? Iommu);

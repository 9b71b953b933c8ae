using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>SET_IOMMU: the group is attached to its container's domain.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
public sealed record AttachIommu(ulong Opened, OwnerCookie Owner, Domain Domain)
    : GroupAction, INamesOwner, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.AttachIommu;
}

using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>SET_IOMMU has failed for another group of the container: this one is detached again.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
public sealed record DetachIommu(ulong Opened, OwnerCookie Owner) : GroupAction, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.DetachIommu;
}

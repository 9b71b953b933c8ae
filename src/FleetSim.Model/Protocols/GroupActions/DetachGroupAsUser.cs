using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user detaches its domain from the group it claimed.</summary>
public sealed record DetachGroupAsUser(OwnerCookie Owner) : GroupAction, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.DetachGroup;
}

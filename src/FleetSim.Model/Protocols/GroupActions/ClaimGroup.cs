using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user claims the group.</summary>
public sealed record ClaimGroup(OwnerCookie Owner) : GroupAction, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.ClaimGroup;
}

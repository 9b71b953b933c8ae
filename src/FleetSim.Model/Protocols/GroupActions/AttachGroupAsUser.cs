using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user attaches its domain to the group it claimed.</summary>
public sealed record AttachGroupAsUser(OwnerCookie Owner, Domain Domain)
    : GroupAction, INamesOwner, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.AttachGroup;
}

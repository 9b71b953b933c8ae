using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user returns a claim of the group.</summary>
public sealed record ReleaseGroup(OwnerCookie Owner) : GroupAction, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.ReleaseGroup;
}

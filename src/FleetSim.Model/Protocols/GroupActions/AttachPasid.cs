using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A domain is attached to a PASID of all members.</summary>
public sealed record AttachPasid(uint Pasid, Domain Domain) : GroupAction, INamesDomain
{
    public override GroupVerb Verb => GroupVerb.AttachPasid;
}

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The domain of a PASID is detached.</summary>
public sealed record DetachPasid(uint Pasid) : GroupAction
{
    public override GroupVerb Verb => GroupVerb.DetachPasid;
}

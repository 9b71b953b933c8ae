namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A unit does not know the requester ids of the group, or has lost them: it is told them again.</summary>
public sealed record Reattach : GroupAction
{
    public override GroupVerb Verb => GroupVerb.Reattach;
}

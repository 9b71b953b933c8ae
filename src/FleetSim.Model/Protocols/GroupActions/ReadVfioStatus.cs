namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>GROUP_GET_STATUS.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
public sealed record ReadVfioStatus(ulong Opened) : GroupAction
{
    public override GroupVerb Verb => GroupVerb.VfioStatus;
}

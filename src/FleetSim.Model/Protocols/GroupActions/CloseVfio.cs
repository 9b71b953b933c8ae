namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>The group file is closed.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
public sealed record CloseVfio(ulong Opened) : GroupAction
{
    public override GroupVerb Verb => GroupVerb.CloseVfio;
}

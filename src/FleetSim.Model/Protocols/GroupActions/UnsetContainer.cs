namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>UNSET_CONTAINER.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
public sealed record UnsetContainer(ulong Opened) : GroupAction
{
    public override GroupVerb Verb => GroupVerb.UnsetContainer;
}

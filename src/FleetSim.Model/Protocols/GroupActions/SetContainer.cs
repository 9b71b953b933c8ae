using FleetSim.Model.Domains;

namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>SET_CONTAINER.</summary>
/// <param name="Opened">The epoch in which the group file was opened.</param>
/// <param name="Owner">Whose container; none for a file that is no container.</param>
public sealed record SetContainer(ulong Opened, OwnerCookie Owner) : GroupAction, INamesOwner
{
    public override GroupVerb Verb => GroupVerb.SetContainer;
}

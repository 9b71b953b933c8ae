namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>A user opens <c>/dev/vfio/N</c>.</summary>
public sealed record OpenVfio : GroupAction
{
    public override GroupVerb Verb => GroupVerb.OpenVfio;
}

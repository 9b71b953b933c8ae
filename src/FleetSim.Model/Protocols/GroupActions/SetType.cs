namespace FleetSim.Model.Protocols.GroupActions;

/// <summary>Writes <c>/sys/kernel/iommu_groups/N/type</c>.</summary>
public sealed record SetType(string Word) : GroupAction
{
    public override GroupVerb Verb => GroupVerb.SetType;
}

namespace FleetSim.Model.Groups;

/// <summary>One life of an IOMMU group: its number, and which of the groups that had the number it is.</summary>
/// <param name="Id">
/// Number under <c>/sys/kernel/iommu_groups</c>: the lowest that was free when the group was made.
/// </param>
/// <param name="Incarnation">From 1; grows by one each time the number goes to a new group.</param>
public readonly record struct GroupKey(int Id, int Incarnation)
{
    public override string ToString() => Incarnation == 1 ? $"group {Id}" : $"group {Id} (incarnation {Incarnation})";
}

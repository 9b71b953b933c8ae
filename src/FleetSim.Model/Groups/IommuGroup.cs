using System.Collections.Immutable;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>The smallest set of functions the hardware can isolate from the rest.</summary>
/// <param name="Members">In the order of joining; never empty.</param>
public sealed record IommuGroup(GroupKey Key, ImmutableArray<PciAddress> Members)
{
    public int Id => Key.Id;
}

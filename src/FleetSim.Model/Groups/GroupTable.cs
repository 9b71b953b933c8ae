using System.Collections.Immutable;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>
/// Which function of one host is in which IOMMU group. Immutable: each operation returns a new table.
/// </summary>
/// <remarks>
/// Incremental and greedy: a function joins a group that is there when it is registered, or makes one, and never
/// changes it while it is registered. The topology is passed in, so that the tables of many hosts can share one.
/// Source: reference/groups.md 1 to 3.
/// </remarks>
public sealed partial class GroupTable
{
    private readonly ImmutableDictionary<PciAddress, RegisteredFunction> _functions;
    private readonly ImmutableSortedDictionary<int, IommuGroup> _groups;

    /// <summary>Incarnation that each group number had last; 0 for a number never given.</summary>
    private readonly ImmutableList<int> _incarnations;

    private readonly int _nextOrder;

    private GroupTable(
        GroupingPlatform platform,
        ImmutableDictionary<PciAddress, RegisteredFunction> functions,
        ImmutableSortedDictionary<int, IommuGroup> groups,
        ImmutableList<int> incarnations,
        int nextOrder)
    {
        Platform = platform;
        _functions = functions;
        _groups = groups;
        _incarnations = incarnations;
        _nextOrder = nextOrder;
    }

    public GroupingPlatform Platform { get; }

    /// <summary>The groups, by number.</summary>
    public IEnumerable<IommuGroup> Groups => _groups.Values;

    public int Count => _groups.Count;

    /// <summary>Numbers 0 to this, exclusive, are those that any group has had.</summary>
    public int NumbersGiven => _incarnations.Count;

    /// <summary>All registered functions, in the order of registration.</summary>
    public IEnumerable<RegisteredFunction> Functions => _functions.Values.OrderBy(function => function.Order);

    /// <summary>A host on which nothing is registered yet.</summary>
    public static GroupTable Empty(GroupingPlatform platform) => new(
        platform,
        ImmutableDictionary<PciAddress, RegisteredFunction>.Empty,
        ImmutableSortedDictionary<int, IommuGroup>.Empty,
        [],
        0);

    /// <summary>Whether an IOMMU unit translates the function; without one it has no group.</summary>
    /// <remarks>An AMD IOMMU's own function is in scope of itself but never translated (class 0x0806).</remarks>
    public static bool IsTranslated(PciFunction function) =>
        function.Unit is not null && function.ClassCode >> 8 != 0x0806;

    /// <summary>The group with a number; null when there is none now.</summary>
    public IommuGroup? Find(int id) => _groups.GetValueOrDefault(id);

    /// <summary>A group, if it still is the one that was meant.</summary>
    public IommuGroup? Find(GroupKey key) => Find(key.Id) is { } group && group.Key == key ? group : null;

    /// <summary>A registered function; null when the address is not registered.</summary>
    public RegisteredFunction? Find(PciAddress address) => _functions.GetValueOrDefault(address);

    /// <summary>The group of a function; null when it is not registered or not translated.</summary>
    public GroupKey? GroupOf(PciAddress address) => Find(address)?.Group;

    /// <summary>The multifunction flag as it is now; the header bit for a function that is not registered.</summary>
    internal bool MultifunctionOf(PciFunction function) =>
        Find(function.Address)?.Multifunction ?? function.MultifunctionBit;
}

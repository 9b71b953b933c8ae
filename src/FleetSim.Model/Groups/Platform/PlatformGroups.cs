using System.Collections.Immutable;

namespace FleetSim.Model.Groups.Platform;

/// <summary>Groups of devices that are not on PCI and are told apart by stream ids. Immutable.</summary>
/// <remarks>
/// Source: reference/groups.md 3.5; generic_device_group in drivers/iommu/iommu.c, arm_smmu_device_group in arm-smmu.c.
/// Deviation: a host's PCI and platform groups are numbered apart; no host kind here has both.
/// </remarks>
public sealed class PlatformGroups
{
    private readonly PlatformGroupRule _rule;
    private readonly ImmutableSortedDictionary<uint, int> _groupOfStream;
    private readonly ImmutableSortedDictionary<string, int> _groupOfDevice;

    private PlatformGroups(
        PlatformGroupRule rule,
        ImmutableSortedDictionary<uint, int> groupOfStream,
        ImmutableSortedDictionary<string, int> groupOfDevice)
    {
        _rule = rule;
        _groupOfStream = groupOfStream;
        _groupOfDevice = groupOfDevice;
    }

    public int? GroupOf(string device) => _groupOfDevice.TryGetValue(device, out var group) ? group : null;

    public static PlatformGroups Empty(PlatformGroupRule rule) => new(
        rule,
        ImmutableSortedDictionary<uint, int>.Empty,
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>Registers a device.</summary>
    /// <returns>
    /// The groups with it; or the same ones and EINVAL, when its stream ids may not be grouped together.
    /// </returns>
    public (PlatformGroups Next, Errno Refusal) Add(string device, IReadOnlyList<uint> streamIds)
    {
        var taken = streamIds.Where(_groupOfStream.ContainsKey).Select(id => _groupOfStream[id]).Distinct().ToList();
        if (taken.Count > (_rule == PlatformGroupRule.ByStreamId ? 1 : 0))
        {
            return (this, Errno.EINVAL);
        }

        var group = taken.Count == 1 ? taken[0] : LowestFreeId();
        var streams = _groupOfStream.SetItems(streamIds.Select(id => KeyValuePair.Create(id, group)));
        return (new PlatformGroups(_rule, streams, _groupOfDevice.Add(device, group)), Errno.None);
    }

    private int LowestFreeId()
    {
        var used = _groupOfDevice.Values.ToHashSet();
        return Enumerable.Range(0, used.Count + 1).First(id => !used.Contains(id));
    }
}

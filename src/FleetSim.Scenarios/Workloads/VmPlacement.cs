using System.Collections.Concurrent;
using System.Collections.Immutable;
using FleetSim.Load.Randomness;
using FleetSim.Model.Hosts;

namespace FleetSim.Scenarios.Workloads;

/// <summary>Which groups of which hosts are given to VMs: what a scheduler knows of its fleet.</summary>
internal sealed class VmPlacement(Fleet fleet)
{
    private readonly ConcurrentDictionary<HostTemplate, ImmutableArray<VmGroup>> _groups = new();
    private readonly ConcurrentDictionary<int, HostPlaces> _hosts = new();

    /// <summary>Takes free groups of a host, drawn at random, and a piece of its memory.</summary>
    /// <returns>Null when it has not so many.</returns>
    public VmPlace? TryTake(int host, int count, RandomStream random)
    {
        var template = fleet.TemplateOf(host);
        var all = _groups.GetOrAdd(template, VmGroup.Of);
        return _hosts.GetOrAdd(host, _ => new HostPlaces(all)).TryTake(host, count, random);
    }

    public void Return(VmPlace place) => _hosts[place.Host].Return(place);

    private sealed class HostPlaces(ImmutableArray<VmGroup> all)
    {
        private readonly Lock _lock = new();
        private readonly List<VmGroup> _free = [.. all];
        private readonly SortedSet<int> _slots = [];
        private int _slotsUsed;

        public VmPlace? TryTake(int host, int count, RandomStream random)
        {
            lock (_lock)
            {
                if (_free.Count < count)
                {
                    return null;
                }

                var taken = ImmutableArray.CreateBuilder<VmGroup>(count);
                for (var i = 0; i < count; i++)
                {
                    var index = random.NextInt(_free.Count);
                    taken.Add(_free[index]);
                    _free.RemoveAt(index);
                }

                var slot = _slots.Count > 0 ? _slots.Min : ++_slotsUsed;
                _slots.Remove(slot);
                return new VmPlace(host, taken.MoveToImmutable(), slot);
            }
        }

        public void Return(VmPlace place)
        {
            lock (_lock)
            {
                _free.AddRange(place.Groups);
                _slots.Add(place.Slot);
            }
        }
    }
}

/// <summary>What one VM has been given.</summary>
/// <param name="Slot">Its piece of the host's memory.</param>
internal sealed record VmPlace(int Host, ImmutableArray<VmGroup> Groups, int Slot);

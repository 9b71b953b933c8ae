using FleetSim.Model.Domains;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Units;

/// <summary>What a unit has once somebody needs it: hardware, tables, domains, and which requester is programmed to
/// which domain.</summary>
/// <remarks>A group's requesters are programmed when they first need to be.</remarks>
internal sealed class UnitHardware
{
    private readonly AddressWidth _width;
    private readonly ContextProgramming _contexts;
    private readonly Dictionary<Rid, UnitDomain?> _programmed = [];

    /// <summary>The group of each requester id.</summary>
    private readonly Dictionary<Rid, int> _groups = [];

    /// <param name="state">What the unit has been told so far.</param>
    public UnitHardware(VtdCapabilities capabilities, AddressWidth width, IommuKind kind, UnitState state)
    {
        var memory = new PhysicalMemory();
        _width = width;
        Frames = new TableFrames(memory);
        Unit = new RemappingHardware(capabilities, memory);
        _contexts = new ContextProgramming(Unit, Frames);
        Domains = new UnitDomains(Unit, Frames, width, kind);
        for (var group = 0; group < state.Groups.Length; group++)
        {
            foreach (var attachment in state.Groups[group])
            {
                _groups[attachment.Rid] = group;
            }
        }
    }

    public RemappingHardware Unit { get; }

    public TableFrames Frames { get; }

    public UnitDomains Domains { get; }

    /// <summary>A group's attachments have changed. Of requesters that are programmed, nothing is cached afterwards that
    /// an earlier domain gave.</summary>
    public void Changed(int group, UnitState before, UnitState after)
    {
        Domains.ChangeType(group, before.TypeOf(group), after.TypeOf(group));
        var (left, now) = (before.Group(group), after.Group(group));
        foreach (var old in left)
        {
            if (now.All(attachment => attachment.Rid != old.Rid))
            {
                _groups.Remove(old.Rid);
                Reprogram(old.Rid, null);
                _programmed.Remove(old.Rid);
            }
        }

        foreach (var attachment in now)
        {
            _groups[attachment.Rid] = group;
            if (_programmed.ContainsKey(attachment.Rid))
            {
                Reprogram(attachment.Rid, DomainOf(after, group, attachment.Domain));
            }
        }

        if (now.IsEmpty)
        {
            Domains.Retire(group);
        }
    }

    /// <summary>Makes sure that the context entry of a requester is that of its group.</summary>
    /// <returns>False for a requester of no group.</returns>
    public bool IsProgrammed(Rid rid, UnitState state)
    {
        if (_programmed.ContainsKey(rid))
        {
            return true;
        }

        if (!_groups.TryGetValue(rid, out var group))
        {
            return false;
        }

        foreach (var attachment in state.Group(group))
        {
            Reprogram(attachment.Rid, DomainOf(state, group, attachment.Domain));
        }

        return true;
    }

    /// <summary>What is cached for a requester that its present domain did not give.</summary>
    public IEnumerable<string> Stale()
    {
        foreach (var (key, domainId, iova) in Unit.Iotlb.Entries())
        {
            var now = _programmed.GetValueOrDefault(key.Rid);
            if (now?.Id != domainId)
            {
                yield return $"{key.Rid} has 0x{iova:x} cached of domain {domainId}, and is on "
                    + $"{now?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}";
            }
        }
    }

    private UnitDomain? DomainOf(UnitState state, int group, Domain domain) =>
        Domains.Of(group, domain, state.TypeOf(group), state.IsaGroups.Contains(group));

    /// <summary>Context entry, context cache, then the IOTLB of the domain that is left.</summary>
    private void Reprogram(Rid rid, UnitDomain? next)
    {
        if (_programmed.TryGetValue(rid, out var old) && ReferenceEquals(old, next))
        {
            return;
        }

        _contexts.Set(rid, next, _width);
        _programmed[rid] = next;
        if (next is not null)
        {
            next.Requesters++;
        }

        if (old is null)
        {
            return;
        }

        Unit.InvalidateIotlb(old.Id);
        old.Requesters--;
        Domains.RemoveIfOver(old);
    }
}

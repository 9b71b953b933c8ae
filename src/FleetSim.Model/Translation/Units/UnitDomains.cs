using FleetSim.Model.Groups;
using FleetSim.Model.Ownership;

namespace FleetSim.Model.Translation;

/// <summary>The domains that requesters of a unit are attached to, and their ids.</summary>
/// <remarks>
/// A private domain is one table however many groups are attached; each group has a default domain of its own. A domain
/// lives as long as somebody is attached. Id 0 is never used, as Linux does, and 1 is that of all identity domains;
/// of the others the lowest free one is taken. Source: domain_attach_iommu, drivers/iommu/intel/iommu.c.
/// </remarks>
internal sealed class UnitDomains(PhysicalMemory memory, TableFrames frames, VtdCapabilities unit, AddressWidth width)
{
    private readonly Dictionary<(Domain Domain, int Group), UnitDomain> _domains = [];
    private readonly PriorityQueue<ushort, ushort> _freeIds = new();
    private readonly UnitDomain _passThrough = new(UnitDomain.PassThroughId, null);
    private ushort _lastId = UnitDomain.PassThroughId;

    public UnitDomain? Find(Domain domain) => _domains.GetValueOrDefault((domain, -1));

    /// <summary>The domain that a group's requesters go to; made if it is not there yet.</summary>
    /// <returns>Null where every access is to fault.</returns>
    public UnitDomain? Of(int group, Domain domain, DefaultDomainType? type) => (domain.Kind, type) switch
    {
        (DomainKind.Private, _) => Make((domain, -1)),
        (DomainKind.Default, DefaultDomainType.Identity) => _passThrough,
        (DomainKind.Default, DefaultDomainType.Blocked) => null,
        (DomainKind.Default, _) => Make((Domain.Default, group)),
        _ => null,
    };

    /// <summary>Nobody is attached any more, and nothing cached: its tables are given back, and its id.</summary>
    public void Remove(UnitDomain domain)
    {
        if (domain.Table is null)
        {
            return;
        }

        foreach (var (key, known) in _domains)
        {
            if (ReferenceEquals(known, domain))
            {
                _domains.Remove(key);
                break;
            }
        }

        domain.Table.Free();
        _freeIds.Enqueue(domain.Id, domain.Id);
    }

    private UnitDomain Make((Domain Domain, int Group) key)
    {
        if (!_domains.TryGetValue(key, out var domain))
        {
            var id = _freeIds.TryDequeue(out var free, out _) ? free : ++_lastId;
            Invariant.Require(id < unit.DomainIds, "TR-DOMAIN-IDS");
            domain = new UnitDomain(id, new SecondStageTable(memory, frames, unit, width));
            _domains.Add(key, domain);
        }

        return domain;
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.Units;

/// <summary>The domains that requesters of a unit are attached to, and their ids.</summary>
/// <remarks>
/// A private domain is one table however many groups are attached; each group has a default domain of its own. A domain
/// lives as long as somebody is attached; a default domain in which a driver has mapped something, as long as its group
/// and its type: a user may come and go meanwhile. Id 0 is never used, as Linux does, and 1 is that of all identity
/// domains; of the others the lowest free one is taken. Source: domain_attach_iommu, drivers/iommu/intel/iommu.c.
/// Deviation: a group with members at two units has a default domain at each.
/// </remarks>
internal sealed class UnitDomains(
    RemappingHardware unit, TableFrames frames, AddressWidth width, IommuKind kind)
{
    private readonly Dictionary<(Domain Domain, int Group), UnitDomain> _domains = [];
    private readonly PriorityQueue<ushort, ushort> _freeIds = new();
    private readonly UnitDomain _passThrough = new(UnitDomain.PassThroughId, null);
    private ushort _lastId = UnitDomain.PassThroughId;

    /// <summary>When the next flush queue has to be flushed; null while nothing waits in any.</summary>
    public TimeSpan? FlushDue { get; private set; }

    public UnitDomain? Find(Domain domain) => _domains.GetValueOrDefault((domain, -1));

    /// <summary>The domain that a group's requesters go to; made if it is not there yet.</summary>
    /// <param name="hasIsaBridge">The group has one: its memory is mapped before it is attached.</param>
    /// <returns>Null where every access is to fault.</returns>
    public UnitDomain? Of(int group, Domain domain, DefaultDomainType? type, bool hasIsaBridge) =>
        (domain.Kind, type) switch
        {
            (DomainKind.Private, _) => Make((domain, -1)),
            (DomainKind.Default, DefaultDomainType.Identity) => _passThrough,
            (DomainKind.Default, DefaultDomainType.Blocked) => null,
            (DomainKind.Default, DefaultDomainType.Dma or DefaultDomainType.DmaFq) when hasIsaBridge =>
                Mapping(group, type.Value, hasIsaBridge),
            (DomainKind.Default, _) => Make((Domain.Default, group)),
            _ => null,
        };

    /// <summary>The default domain of a group, for its drivers to map in.</summary>
    /// <param name="type">Of those that translate.</param>
    public UnitDomain Mapping(int group, DefaultDomainType type, bool hasIsaBridge)
    {
        var domain = Make((Domain.Default, group));
        domain.Drivers ??= new DriverMappings(new KernelDomain(
            unit, frames, domain.Id, domain.Table!, type, ReservedRegions.Of(kind, hasIsaBridge)));
        return domain;
    }

    /// <summary>A group's default domain gets another type. A strict one that becomes lazy stays as it is, with a flush
    /// queue; of any other change the group has a new one.</summary>
    /// <remarks>Source: iommu_group_store_type, iommu_setup_default_domain; <c>reference/groups.md</c> 6.3. Deviation:
    /// a type that is written over itself keeps the domain, and what unbound drivers have left in it.</remarks>
    public void ChangeType(int group, DefaultDomainType? before, DefaultDomainType? after)
    {
        if (before == after || !_domains.TryGetValue((Domain.Default, group), out var domain))
        {
            return;
        }

        if ((before, after) == (DefaultDomainType.Dma, DefaultDomainType.DmaFq))
        {
            domain.Drivers?.Domain.AddFlushQueue();
            return;
        }

        Retire(group);
    }

    /// <summary>A group has a new default domain, or none any more: the old one is over when nobody is attached.</summary>
    public void Retire(int group)
    {
        if (_domains.Remove((Domain.Default, group), out var domain))
        {
            domain.IsRetired = true;
            RemoveIfOver(domain);
        }
    }

    /// <summary>Where nobody is attached any more, and nothing cached, tables are given back, and the id.</summary>
    public void RemoveIfOver(UnitDomain domain)
    {
        if (domain.Table is null || !domain.IsOver)
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

        if (domain.Drivers is { } drivers)
        {
            drivers.Domain.Free();
            FindFlushDue();
        }
        else
        {
            domain.Table.Free();
        }

        _freeIds.Enqueue(domain.Id, domain.Id);
    }

    /// <summary>Time has gone on: flush queues whose timer has expired are flushed.</summary>
    public void AdvanceTo(TimeSpan now)
    {
        if (FlushDue is not { } due || now < due)
        {
            return;
        }

        foreach (var domain in _domains.Values)
        {
            domain.Drivers?.Domain.AdvanceTo(now);
        }

        FindFlushDue();
    }

    /// <summary>A driver has unmapped something in a domain.</summary>
    public void Queued(KernelDomain domain)
    {
        if (domain.FlushDue is { } due && (FlushDue is null || due < FlushDue))
        {
            FlushDue = due;
        }
    }

    private void FindFlushDue()
    {
        FlushDue = null;
        foreach (var domain in _domains.Values)
        {
            if (domain.Drivers is { } drivers)
            {
                Queued(drivers.Domain);
            }
        }
    }

    private UnitDomain Make((Domain Domain, int Group) key)
    {
        if (!_domains.TryGetValue(key, out var domain))
        {
            var id = _freeIds.TryDequeue(out var free, out _) ? free : ++_lastId;
            Invariant.Require(id < unit.Capabilities.DomainIds, "TR-DOMAIN-IDS");
            var isDefault = key.Domain.Kind == DomainKind.Default;
            var table = new SecondStageTable(unit.Memory, frames, unit.Capabilities, width, keepsEmptyTables: isDefault);
            domain = new UnitDomain(id, table);
            _domains.Add(key, domain);
        }

        return domain;
    }
}

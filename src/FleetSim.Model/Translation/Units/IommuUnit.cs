using FleetSim.Model.Groups;
using FleetSim.Model.Ownership;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation;

/// <summary>One IOMMU unit with its driver: what groups and address spaces order becomes table words, and requests are
/// translated by them.</summary>
/// <remarks>
/// The hardware, some tens of kilobytes, comes with the first request or mapping; until then a unit is its attachments.
/// A group's requesters are programmed when they first need to be. Not thread-safe. Source:
/// drivers/iommu/intel/iommu.c. Deviation: units of AMD and Arm hosts are programmed with VT-d tables as well, as wide
/// as their own.
/// </remarks>
public sealed class IommuUnit
{
    private readonly VtdCapabilities _capabilities;
    private readonly AddressWidth _width;
    private readonly Dictionary<Rid, UnitDomain?> _programmed = [];
    private Hardware? _hardware;

    /// <param name="iommu">What kind of units the host has.</param>
    /// <param name="state">What it has been told so far.</param>
    public IommuUnit(HostIommu iommu, UnitState state)
    {
        ArgumentNullException.ThrowIfNull(iommu);
        _width = AddressWidth.Covering(iommu.AddressWidth);
        _capabilities = VtdCapabilities.Of(_width, cachingMode: iommu.Kind == IommuKind.Intel);
        State = state;
    }

    public UnitState State { get; private set; }

    /// <summary>Bytes of tables now; 0 before anybody needed one.</summary>
    public ulong TableBytes => _hardware?.Frames.SizeBytes ?? 0;

    /// <summary>The fault log; null before there is hardware.</summary>
    public FaultLog? Faults => _hardware?.Unit.Faults;

    /// <summary>Attaches and detaches requesters. When it answers, nothing is cached that an earlier domain
    /// gave.</summary>
    public UnitReply Execute(UnitCall call)
    {
        var before = State.Group(call.Group);
        (State, var reply) = State.Execute(call);
        if (_hardware is null || reply.Unknown)
        {
            return reply;
        }

        foreach (var old in before)
        {
            if (State.Group(call.Group).All(now => now.Rid != old.Rid))
            {
                _hardware.Groups.Remove(old.Rid);
                Reprogram(old.Rid, null);
                _programmed.Remove(old.Rid);
            }
        }

        foreach (var now in State.Group(call.Group))
        {
            _hardware.Groups[now.Rid] = call.Group;
            if (_programmed.ContainsKey(now.Rid))
            {
                Reprogram(now.Rid, DomainOf(call.Group, now.Domain));
            }
        }

        return reply;
    }

    /// <summary>Changes what a private domain maps. When it answers, nothing that was unmapped is cached.</summary>
    public DomainReply Execute(DomainCall call)
    {
        if (Attached(call.Domain) is not { } domain)
        {
            return new DomainReply(Errno.None, Unknown: true);
        }

        if (domain.Changes == call.From + 1)
        {
            return default;
        }

        if (domain.Changes != call.From && !call.IsComplete)
        {
            return new DomainReply(Errno.None, Unknown: true);
        }

        var bytes = call.IsComplete
            ? Invalidated(domain, domain.Table!.UnmapAll(), null)
            : call.Unmap.Aggregate(0UL, (sum, range) =>
                sum + Invalidated(domain, domain.Table!.Unmap(range.Iova, range.Size), range));
        for (var i = 0; i < call.Map.Length; i++)
        {
            var errno = Map(domain, call.Map[i]);
            if (errno != Errno.None)
            {
                foreach (var range in call.Map.AsSpan(0, i))
                {
                    Invalidated(domain, domain.Table!.Unmap(range.Iova, range.Size), range);
                }

                return new DomainReply(errno, UnmappedBytes: bytes);
            }
        }

        domain.Changes = call.From + 1;
        return new DomainReply(Errno.None, UnmappedBytes: bytes);
    }

    /// <summary>Translates a batch, or refuses it.</summary>
    public TranslationReply Translate(TranslationBatch batch) =>
        batch.Domain.Kind == DomainKind.Private && ChangesOf(batch.Domain) != batch.Changes
            ? batch.Unknown()
            : batch.Refusal ?? batch.Reply(Translate(batch.Requests, batch.Results));

    /// <summary>Translates requests in order; a fault concerns its request only.</summary>
    /// <param name="results">As many as there are requests.</param>
    public TranslationTally Translate(ReadOnlySpan<TranslationRequest> requests, Span<TranslationResult> results)
    {
        _hardware ??= Build();
        return BatchTranslation.Translate(new Others(this), requests, results);
    }

    /// <summary>How many changes of a private domain the unit has seen; null when nobody is attached to it.</summary>
    public ulong? ChangesOf(Domain domain) => Attached(domain)?.Changes;

    /// <summary>What is cached for a requester that its present domain did not give. None, whenever nobody is in the
    /// middle of something: INV-15 and INV-16.</summary>
    public IEnumerable<string> Stale()
    {
        foreach (var (key, domainId, iova) in _hardware?.Unit.Iotlb.Entries() ?? [])
        {
            var now = _programmed.GetValueOrDefault(key.Rid);
            if (now?.Id != domainId)
            {
                yield return $"{key.Rid} has 0x{iova:x} cached of domain {domainId}, and is on "
                    + $"{now?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}";
            }
        }
    }

    private Errno Map(UnitDomain domain, DmaRange range)
    {
        var access = (range.Read ? DmaAccess.Read : DmaAccess.None) | (range.Write ? DmaAccess.Write : DmaAccess.None);
        var errno = domain.Table!.Map(range.Iova, range.Hpa, range.Size, access);
        if (errno == Errno.EADDRINUSE && _width == AddressWidth.Bits64)
        {
            // The driver of such units replaces what was there; type 1 can map the very last page twice.
            Invalidated(domain, domain.Table.Unmap(range.Iova, range.Size), range);
            errno = domain.Table.Map(range.Iova, range.Hpa, range.Size, access);
        }

        if (errno == Errno.None && _capabilities.HasCachingMode)
        {
            _hardware!.Unit.InvalidateRange(domain.Id, range.Iova, range.Size, leavesOnly: false);
        }

        return errno;
    }

    /// <returns>Bytes that no longer translate.</returns>
    private ulong Invalidated(UnitDomain domain, UnmappedRange unmapped, DmaRange? range)
    {
        if (unmapped.Bytes > 0)
        {
            var unit = _hardware!.Unit;
            if (range is { } known)
            {
                unit.InvalidateRange(domain.Id, known.Iova, known.Size, leavesOnly: unmapped.Tables.Count == 0);
            }
            else
            {
                unit.InvalidateIotlb(domain.Id);
            }

            unmapped.Return(_hardware.Frames);
        }

        return unmapped.Bytes;
    }

    /// <summary>The table of a private domain that a group here is attached to.</summary>
    private UnitDomain? Attached(Domain domain)
    {
        if (domain.Kind != DomainKind.Private)
        {
            return null;
        }

        if (_hardware?.Domains.Find(domain) is { } known)
        {
            return known;
        }

        foreach (var group in State.Groups)
        {
            foreach (var attachment in group)
            {
                if (attachment.Domain == domain)
                {
                    _hardware ??= Build();
                    IsProgrammed(attachment.Rid);
                }
            }
        }

        return _hardware?.Domains.Find(domain);
    }

    /// <summary>Makes sure that the context entry of a requester is that of its group.</summary>
    /// <returns>False for a requester of no group.</returns>
    private bool IsProgrammed(Rid rid)
    {
        if (_programmed.ContainsKey(rid))
        {
            return true;
        }

        if (!_hardware!.Groups.TryGetValue(rid, out var group))
        {
            return false;
        }

        foreach (var attachment in State.Group(group))
        {
            Reprogram(attachment.Rid, DomainOf(group, attachment.Domain));
        }

        return true;
    }

    private UnitDomain? DomainOf(int group, Domain domain) =>
        _hardware!.Domains.Of(group, domain, State.TypeOf(group));

    /// <summary>Context entry, context cache, then the IOTLB of the domain that is left.</summary>
    private void Reprogram(Rid rid, UnitDomain? next)
    {
        if (_programmed.TryGetValue(rid, out var old) && ReferenceEquals(old, next))
        {
            return;
        }

        _hardware!.Contexts.Set(rid, next, _width);
        _programmed[rid] = next;
        if (next is not null)
        {
            next.Requesters++;
        }

        if (old is null)
        {
            return;
        }

        _hardware.Unit.InvalidateIotlb(old.Id);
        if (--old.Requesters == 0)
        {
            _hardware.Domains.Remove(old);
        }
    }

    private Hardware Build()
    {
        var hardware = new Hardware(_capabilities, _width);
        for (var group = 0; group < State.Groups.Length; group++)
        {
            foreach (var attachment in State.Groups[group])
            {
                hardware.Groups[attachment.Rid] = group;
            }
        }

        return hardware;
    }

    /// <summary>What a unit has once somebody needs it.</summary>
    private sealed class Hardware
    {
        public Hardware(VtdCapabilities capabilities, AddressWidth width)
        {
            var memory = new PhysicalMemory();
            Frames = new TableFrames(memory);
            Unit = new RemappingHardware(capabilities, memory);
            Contexts = new ContextProgramming(Unit, Frames);
            Domains = new UnitDomains(memory, Frames, capabilities, width);
        }

        public RemappingHardware Unit { get; }

        public TableFrames Frames { get; }

        public ContextProgramming Contexts { get; }

        public UnitDomains Domains { get; }

        /// <summary>The group of each requester id.</summary>
        public Dictionary<Rid, int> Groups { get; } = [];
    }

    /// <summary>Everything that is not a cached page of 4 KiB; a requester is programmed when it is first
    /// seen.</summary>
    private readonly struct Others(IommuUnit unit) : IAnswersOthers
    {
        public RemappingHardware Hardware => unit._hardware!.Unit;

        public TranslationResult Answer(in TranslationRequest request) =>
            Hardware.TryCached(request, out var result) ? result
            : unit.IsProgrammed(request.Rid) ? Hardware.Walk(request)
            : TranslationResult.Unknown;
    }
}

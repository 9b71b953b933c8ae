using FleetSim.Model.Domains;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Translation.Units;

/// <summary>One IOMMU unit with its driver: what groups, address spaces and kernel drivers order becomes table words,
/// and requests are translated by them.</summary>
/// <remarks>
/// The hardware, some tens of kilobytes, comes with the first request or mapping; until then a unit is its attachments.
/// Time is told to it: see <see cref="AwaitsFlush"/>. Not thread-safe. Source: drivers/iommu/intel/iommu.c. Deviations:
/// units of AMD and Arm hosts are programmed with VT-d tables as well, as wide as their own; a unit that begins anew has
/// lost what kernel drivers had mapped, which no kernel does before a device is gone (<see cref="KernelDmaReply"/>).
/// </remarks>
public sealed class IommuUnit
{
    private readonly VtdCapabilities _capabilities;
    private readonly AddressWidth _width;
    private readonly IommuKind _kind;
    private readonly ulong _life;
    private UnitHardware? _hardware;

    /// <param name="iommu">What kind of units the host has.</param>
    /// <param name="state">What it has been told so far.</param>
    /// <param name="life">Tells this unit from the one that was here before it and has lost everything; not 0.</param>
    public IommuUnit(HostIommu iommu, UnitState state, ulong life = 1)
    {
        ArgumentNullException.ThrowIfNull(iommu);
        ArgumentOutOfRangeException.ThrowIfZero(life);
        (_kind, _life) = (iommu.Kind, life);
        _width = AddressWidth.Covering(iommu.AddressWidth);
        _capabilities = VtdCapabilities.Of(_width, cachingMode: iommu.Kind == IommuKind.Intel);
        State = state;
    }

    public UnitState State { get; private set; }

    /// <summary>Bytes of tables now; 0 before anybody needed one.</summary>
    public ulong TableBytes => _hardware?.Frames.SizeBytes ?? 0;

    /// <summary>The fault log; null before there is hardware.</summary>
    public FaultLog? Faults => _hardware?.Unit.Faults;

    /// <summary>A flush queue's timer runs: before requests are translated, the time is to be told with
    /// <see cref="AdvanceTo"/>.</summary>
    public bool AwaitsFlush => _hardware?.Domains.FlushDue is not null;

    /// <summary>Time has gone on: flush queues whose timer has expired are flushed.</summary>
    /// <param name="now">Since any moment, always the same.</param>
    public void AdvanceTo(TimeSpan now) => _hardware?.Domains.AdvanceTo(now);

    /// <summary>Attaches and detaches requesters. When it answers, nothing is cached that an earlier domain
    /// gave.</summary>
    public UnitReply Execute(UnitCall call)
    {
        var before = State;
        (State, var reply) = State.Execute(call);
        if (!reply.Unknown)
        {
            _hardware?.Changed(call.Group, before, State);
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

        var errno = new PrivateMappings(_hardware!, replaces: _width == AddressWidth.Bits64).Execute(domain, call);
        if (errno == Errno.None)
        {
            domain.Changes = call.From + 1;
        }

        return new DomainReply(errno);
    }

    /// <summary>Maps and unmaps for a kernel driver, in the default domain of its device's group.</summary>
    /// <remarks>
    /// In that domain whatever the group is attached to, as in the kernel: while a private or the blocking domain is
    /// attached, what is mapped translates to nothing, and is there again when the default domain is. Source:
    /// iommu_get_dma_domain, drivers/iommu/iommu.c.
    /// </remarks>
    public KernelDmaReply Execute(KernelDmaCall call, TimeSpan now)
    {
        AdvanceTo(now);
        var sender = call.Sender!.Value;
        if (State.Group(sender.Group).All(attachment => attachment.Rid != sender.Requester))
        {
            return new KernelDmaReply(Errno.None, Unknown: true);
        }

        if (call.Life != 0 && call.Life != _life)
        {
            return new KernelDmaReply(Errno.None, Forgotten: true) { Life = _life };
        }

        return State.TypeOf(sender.Group) is { } type and (DefaultDomainType.Dma or DefaultDomainType.DmaFq)
            ? Execute(call, sender.Group, type, now)
            : call.Direct(_life);
    }

    /// <summary>Translates a batch, or refuses it.</summary>
    public TranslationReply Translate(TranslationBatch batch) => IsMeantForAnother(batch)
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
    public IEnumerable<string> Stale() => _hardware?.Stale() ?? [];

    private KernelDmaReply Execute(KernelDmaCall call, int group, DefaultDomainType type, TimeSpan now)
    {
        _hardware ??= Build();
        var drivers = _hardware.Domains.Mapping(group, type, State.IsaGroups.Contains(group)).Drivers!;
        var reply = drivers.Execute(call, _life, now);
        _hardware.Domains.Queued(drivers.Domain);
        return reply;
    }

    /// <summary>The unit has missed changes of the private domain, or the driver has mapped in another life.</summary>
    private bool IsMeantForAnother(TranslationBatch batch) => batch.Domain.Kind switch
    {
        DomainKind.Private => ChangesOf(batch.Domain) != batch.Changes,
        DomainKind.Default => _life != batch.Changes,
        _ => false,
    };

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
                    _hardware.IsProgrammed(attachment.Rid, State);
                }
            }
        }

        return _hardware?.Domains.Find(domain);
    }

    private UnitHardware Build() => new(_capabilities, _width, _kind, State);

    /// <summary>Everything that is not a cached page of 4 KiB; a requester is programmed when it is first
    /// seen.</summary>
    private readonly struct Others(IommuUnit unit) : IAnswersOthers
    {
        public RemappingHardware Hardware => unit._hardware!.Unit;

        public TranslationResult Answer(in TranslationRequest request) =>
            Hardware.TryCached(request, out var result) ? result
            : unit._hardware!.IsProgrammed(request.Rid, unit.State) ? Hardware.Walk(request)
            : TranslationResult.Unknown;
    }
}

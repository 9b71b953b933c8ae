using System.Runtime.CompilerServices;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Tables;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>One VT-d remapping unit: given table words in memory and what software has told it, every request gets the
/// address, or the fault, that hardware gives.</summary>
/// <remarks>
/// Not thread-safe: an IOMMU unit's grain, or a host in process, is the only caller. A hit in the IOTLB allocates
/// nothing and is one probe. Source: VT-d specification; vtd_do_iommu_translate in QEMU's hw/i386/intel_iommu.c;
/// <c>reference/translation.md</c> 1 and 9.
/// </remarks>
public sealed class RemappingHardware
{
    /// <summary>Where x86 interrupts are written.</summary>
    public const ulong InterruptFirst = 0xfee0_0000;
    public const ulong InterruptLast = 0xfeef_ffff;

    private readonly ulong[] _reserved;
    private readonly Iotlb _iotlb;
    private readonly PagingStructureCache? _tables;
    private readonly Dictionary<ulong, RequesterContext> _contexts = [];
    private readonly bool _removesOf8Bits;
    private ulong _root;
    private int _mode;
    private bool _enabled;

    public RemappingHardware(VtdCapabilities capabilities, PhysicalMemory memory, HardwareOptions? options = null)
    {
        options ??= HardwareOptions.Default;
        Capabilities = capabilities;
        Memory = memory;
        Faults = new FaultLog(capabilities.FaultRecords);
        _reserved = SecondStageEntry.ReservedBits(capabilities);
        _iotlb = new Iotlb(options.Iotlb);
        _tables = options.CachesTables ? new PagingStructureCache() : null;
        _removesOf8Bits = options.InvalidatesBy8BitMask;
    }

    public VtdCapabilities Capabilities { get; }

    public PhysicalMemory Memory { get; }

    public FaultLog Faults { get; }

    public Iotlb Iotlb => _iotlb;

    /// <summary>Requests answered from the IOTLB, and those that were not.</summary>
    public long Hits { get; private set; }

    public long Misses { get; private set; }

    /// <summary>Sets the root table. Everything cached is dropped.</summary>
    /// <param name="register">RTADDR: the table's address, and in bits 11:10 the mode.</param>
    public void SetRootTable(ulong register)
    {
        _root = register & ~0xfffUL;
        _mode = (int)(register >> 10) & 3;
        DropCaches();
    }

    /// <summary>Turns translation on or off; off, every address passes unchanged. Everything cached is
    /// dropped.</summary>
    public void Enable(bool enabled)
    {
        _enabled = enabled;
        DropCaches();
    }

    /// <summary>Translates one access.</summary>
    public TranslationResult Translate(in TranslationRequest request) =>
        TryCached(request, out var result) ? result : Walk(request);

    /// <summary>Translates a batch, or refuses it.</summary>
    public TranslationReply Translate(TranslationBatch batch) =>
        batch.Refusal ?? batch.Reply(Translate(batch.Requests, batch.Results));

    /// <summary>Translates requests in order; a fault concerns its request only.</summary>
    /// <param name="results">As many as there are requests.</param>
    public TranslationTally Translate(ReadOnlySpan<TranslationRequest> requests, Span<TranslationResult> results) =>
        BatchTranslation.Translate(new Others(this), requests, results);

    /// <summary>A batch had so many hits.</summary>
    internal void Hit(int count) => Hits += count;

    /// <summary>Answers what needs no table.</summary>
    internal bool TryCached(in TranslationRequest request, out TranslationResult result)
    {
        if (_enabled && request.Iova - InterruptFirst > InterruptLast - InterruptFirst)
        {
            ref var entry = ref _iotlb.Find(IotlbKey.Of(request).Value, request.Iova, out var offset);
            if (!Unsafe.IsNullRef(ref entry) && request.Kind == RequestKind.Untranslated)
            {
                if (entry.IsDirect(request.Access))
                {
                    Hits++;
                    result = TranslationResult.OfCache(entry.Frame | offset);
                    return true;
                }
            }

            result = default;
            return false;
        }

        result = _enabled
            ? new TranslationResult(0, TranslationOutcome.Interrupt)
            : new TranslationResult(request.Iova, TranslationOutcome.Translated);
        return true;
    }

    /// <summary>Translates by the tables what the IOTLB could not answer.</summary>
    internal TranslationResult Walk(in TranslationRequest request)
    {
        Misses++;
        ref var cached = ref _iotlb.Find(IotlbKey.Of(request).Value, request.Iova, out _);
        if (!Unsafe.IsNullRef(ref cached) && request.Kind == RequestKind.Untranslated
            && (cached.Target & (ulong)request.Access) != (ulong)request.Access)
        {
            var lacksWrite = request.Access.HasFlag(DmaAccess.Write) && (cached.Target & (ulong)DmaAccess.Write) == 0;
            return Fault(
                request,
                NoPermission(lacksWrite, isScalable: _mode == 1),
                (cached.Target & IotlbEntry.FaultsDisabled) != 0);
        }

        var fault = ContextOf(request, out var context);
        if (fault != FaultReason.None)
        {
            return Fault(request, fault, context.FaultsDisabled);
        }

        if (request.Kind != RequestKind.Untranslated && !context.TakesTranslationRequests)
        {
            return Fault(request, FaultReason.RequestBlocked, context.FaultsDisabled);
        }

        if (context.Mode == TranslationMode.PassThrough || request.Kind == RequestKind.Translated)
        {
            return new TranslationResult(request.Iova, TranslationOutcome.Translated);
        }

        fault = context.Mode == TranslationMode.SecondStage
            ? SecondStage(request, context, out var leaf)
            : FirstStageWalk.Walk(Memory, Capabilities, context, request.Iova, request.Access, out leaf);
        if (fault == FaultReason.None && leaf.Frame <= InterruptLast && leaf.Frame + (leaf.Size - 1) >= InterruptFirst)
        {
            fault = Capabilities.HasScalableMode
                ? FaultReason.ScalableInterruptAddress
                : FaultReason.InterruptAddress;
        }

        return fault == FaultReason.None
            ? Translated(request, context, leaf)
            : Fault(request, fault, context.FaultsDisabled);
    }

    /// <summary>Invalidates the context cache: all of it also when only a domain's entries are asked for, as units
    /// may.</summary>
    public void InvalidateContext() => _contexts.Clear();

    /// <summary>Invalidates the context cache of one device.</summary>
    /// <param name="functionMask">Bits of the function number that do not count: 0 none, 1 bit 2, 2 bits 2:1, 3
    /// all.</param>
    public void InvalidateContext(Rid source, int functionMask = 0)
    {
        var ignored = functionMask switch { 0 => 0, 1 => 4, 2 => 6, _ => 7 };
        foreach (var key in _contexts.Keys)
        {
            if (((ushort)key | ignored) == (source.Value | ignored))
            {
                _contexts.Remove(key);
            }
        }
    }

    /// <summary>Invalidates all translations of all domains.</summary>
    public void InvalidateIotlb()
    {
        _iotlb.InvalidateAll();
        _tables?.Clear();
    }

    /// <summary>Invalidates a domain's translations.</summary>
    public void InvalidateIotlb(ushort domainId)
    {
        _iotlb.InvalidateDomain(domainId);
        _tables?.Remove(domainId);
    }

    /// <summary>Invalidates a domain's translations of 2^<paramref name="addressMask"/> pages of 4 KiB.</summary>
    /// <param name="leavesOnly">IH: no table pointer has changed.</param>
    public void InvalidateIotlb(ushort domainId, ulong iova, int addressMask, bool leavesOnly = false)
    {
        if (_removesOf8Bits)
        {
            _iotlb.Remove(new PageRangeOf8Bits(domainId, iova >> PhysicalMemory.PageShift, addressMask));
        }
        else
        {
            _iotlb.InvalidatePages(domainId, iova, addressMask);
        }

        if (!leavesOnly)
        {
            _tables?.Remove(domainId);
        }
    }

    private static FaultReason NoPermission(bool lacksWrite, bool isScalable) => (lacksWrite, isScalable) switch
    {
        (true, false) => FaultReason.NoWrite,
        (false, false) => FaultReason.NoRead,
        (true, true) => FaultReason.ScalableNoWrite,
        (false, true) => FaultReason.ScalableNoRead,
    };

    private void DropCaches()
    {
        InvalidateContext();
        InvalidateIotlb();
    }

    private FaultReason ContextOf(in TranslationRequest request, out RequesterContext context)
    {
        var key = IotlbKey.Of(request).Value;
        if (_contexts.TryGetValue(key, out context))
        {
            return FaultReason.None;
        }

        var fault = _mode switch
        {
            0 when request.HasPasid => FaultReason.PasidInLegacyMode,
            0 => ContextTables.Find(Memory, Capabilities, _root, request.Rid, out context),
            1 when Capabilities.HasScalableMode =>
                PasidTables.Find(Memory, Capabilities, _root, request, out context),
            _ => FaultReason.RootAddressInvalid,
        };
        if (fault == FaultReason.None)
        {
            _contexts[key] = context;
        }

        return fault;
    }

    private FaultReason SecondStage(in TranslationRequest request, in RequesterContext context, out WalkedLeaf leaf)
    {
        leaf = default;
        if (request.Iova >> 1 >> (Math.Min(context.Width.Bits, Capabilities.GuestAddressBits) - 1) != 0)
        {
            return context.IsScalable ? FaultReason.BeyondSecondStageWidth : FaultReason.BeyondAddressWidth;
        }

        var levels = context.Width.Levels;
        var (table, level, allowed) = (context.Root, levels, DmaAccess.ReadWrite);
        if (_tables is not null
            && _tables.TryGet(context.DomainId, context.Root, request.Iova, out var lowest, out var above)
            && (above & request.Access) == request.Access)
        {
            (table, level, allowed) = (lowest, 1, above);
        }

        var end = SecondStageWalk.Walk(
            Memory, _reserved, table, level, request.Iova, request.Access, allowed, out leaf);
        if (end != WalkEnd.Leaf)
        {
            return FaultOf(end, leaf, request.Access, levels, context.IsScalable);
        }

        if (_tables is not null && leaf.Level == 1 && level > 1)
        {
            _tables.Add(context.DomainId, context.Root, request.Iova, leaf.Table, leaf.AllowedAbove);
        }

        if (context.TracksDirty)
        {
            leaf = Marked(leaf, request.Access);
        }

        return FaultReason.None;
    }

    /// <summary>Sets the accessed bit of a leaf, and the dirty bit if the access is a write.</summary>
    private WalkedLeaf Marked(in WalkedLeaf leaf, DmaAccess access)
    {
        var marked = leaf.Entry | SecondStageEntry.Accessed
            | (access.HasFlag(DmaAccess.Write) ? SecondStageEntry.Dirty : 0);
        if (marked != leaf.Entry)
        {
            Memory.Write(leaf.EntryAddress, marked);
        }

        return leaf with { Entry = marked };
    }

    private static FaultReason FaultOf(
        WalkEnd end, in WalkedLeaf at, DmaAccess access, int levels, bool isScalable) => (end, isScalable) switch
        {
            (WalkEnd.NotAllowed, _) => NoPermission(
                access.HasFlag(DmaAccess.Write) && (at.Entry & SecondStageEntry.Write) == 0, isScalable),
            (WalkEnd.Reserved, false) => FaultReason.PagingReserved,
            (WalkEnd.Reserved, true) => FaultReason.SecondStageReserved,
            (_, false) => at.Level == levels ? FaultReason.ContextInvalid : FaultReason.NextTableInvalid,
            (_, true) => at.Level == levels
                ? FaultReason.SecondStageTopUnreadable
                : FaultReason.SecondStageUnreadable,
        };

    private TranslationResult Translated(
        in TranslationRequest request, in RequesterContext context, in WalkedLeaf leaf)
    {
        var key = IotlbKey.Of(request).Value;
        ref var entry = ref _iotlb.Find(key, request.Iova, out _);
        var target = leaf.Frame | Flags(context, leaf);
        if (Unsafe.IsNullRef(ref entry))
        {
            var page = request.Iova >> SecondStageEntry.ShiftOf(leaf.Level);
            _iotlb.Add(new IotlbEntry(key, page, target, context.DomainId), leaf.Level);
        }
        else
        {
            entry.Target = target;
        }

        return new TranslationResult(leaf.Frame | (request.Iova & (leaf.Size - 1)), TranslationOutcome.Translated);
    }

    private static ulong Flags(in RequesterContext context, in WalkedLeaf leaf)
    {
        var isFirst = context.Mode == TranslationMode.FirstStage;
        var isDirty = isFirst
            ? FirstStageWalk.IsDirty(leaf.Entry)
            : (leaf.Entry & SecondStageEntry.Dirty) != 0;
        var mustMark = (isFirst || context.TracksDirty) && !isDirty;
        var direct = mustMark ? leaf.Allowed & ~DmaAccess.Write : leaf.Allowed;
        return (ulong)leaf.Allowed | ((ulong)direct << IotlbEntry.DirectShift)
            | (context.FaultsDisabled ? IotlbEntry.FaultsDisabled : 0);
    }

    private TranslationResult Fault(in TranslationRequest request, FaultReason reason, bool disabled)
    {
        var isWrite = request.Access.HasFlag(DmaAccess.Write);
        Faults.Report(
            new FaultRecord(
                reason,
                request.Rid,
                request.Iova & ~0xfffUL,
                isWrite,
                request.HasPasid ? request.PasidValue : null),
            disabled);
        return TranslationResult.Fault(reason);
    }

    /// <summary>Everything that is not a cached page of 4 KiB.</summary>
    private readonly struct Others(RemappingHardware unit) : IAnswersOthers
    {
        public RemappingHardware Hardware => unit;

        public TranslationResult Answer(in TranslationRequest request) => unit.Translate(request);
    }
}

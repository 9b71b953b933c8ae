using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Reads the tables of scalable mode: root, context, PASID directory and PASID table.</summary>
/// <remarks>
/// Source: VT-d specification, scalable-mode tables; <c>reference/translation.md</c> 2. Not modelled: nested
/// translation, page requests, supervisor requests, execute permission.
/// </remarks>
internal static class PasidTables
{
    private const ulong Present = 1 << 0;
    private const ulong FaultProcessingDisabled = 1 << 1;
    private const ulong PointerBits = ~0xfffUL;
    private const ulong DeviceTlbEnabled = 1 << 2;
    private const ulong PasidEnabled = 1 << 3;
    private const ulong SecondStageDirty = 1 << 9;
    private const ulong RootReserved = 0xffe;
    private const ulong ContextReserved0 = 0x1e0;
    private const ulong ContextReserved1 = 0xffff_ffff_ffe0_0000;
    private const ulong DirectoryReserved = 0xffc;
    private const uint RidPasidMask = 0xf_ffff;

    /// <returns>The reason of the fault; none when the requester has a valid PASID entry.</returns>
    public static FaultReason Find(
        PhysicalMemory memory,
        VtdCapabilities unit,
        ulong root,
        in TranslationRequest request,
        out RequesterContext context)
    {
        context = new RequesterContext { IsScalable = true };
        var beyondHost = ulong.MaxValue << unit.HostAddressBits;
        var rid = request.Rid;
        if (!memory.TryRead(root + (16UL * rid.Bus) + (rid.Devfn < 0x80 ? 0UL : 8), out var rootEntry))
        {
            return FaultReason.ScalableRootUnreadable;
        }

        if ((rootEntry & Present) == 0)
        {
            return FaultReason.ScalableRootNotPresent;
        }

        if ((rootEntry & (RootReserved | beyondHost)) != 0)
        {
            return FaultReason.ScalableRootReserved;
        }

        var entry = (rootEntry & PointerBits) + (32UL * (rid.Devfn & 0x7fU));
        if (!memory.TryRead(entry, out var word0) || !memory.TryRead(entry + 8, out var word1))
        {
            return FaultReason.ScalableContextUnreadable;
        }

        context = context with { FaultsDisabled = (word0 & FaultProcessingDisabled) != 0 };
        if ((word0 & Present) == 0)
        {
            return FaultReason.ScalableContextNotPresent;
        }

        if ((word0 & (ContextReserved0 | beyondHost)) != 0 || (word1 & ContextReserved1) != 0)
        {
            return FaultReason.ScalableContextReserved;
        }

        if (request.HasPasid && (word0 & PasidEnabled) == 0)
        {
            return FaultReason.PasidDisabled;
        }

        context = context with { TakesTranslationRequests = (word0 & DeviceTlbEnabled) != 0 };
        var pasid = request.HasPasid ? request.PasidValue : (uint)word1 & RidPasidMask;
        return Directory(memory, unit, word0, pasid, ref context);
    }

    private static FaultReason Directory(
        PhysicalMemory memory, VtdCapabilities unit, ulong word0, uint pasid, ref RequesterContext context)
    {
        var entries = 1U << (((int)(word0 >> 9) & 7) + 7);
        if (pasid >> 6 >= entries)
        {
            return FaultReason.PasidTooLarge;
        }

        if (!memory.TryRead((word0 & PointerBits) + (8UL * (pasid >> 6)), out var directory))
        {
            return FaultReason.PasidDirectoryUnreadable;
        }

        if ((directory & Present) == 0)
        {
            return FaultReason.PasidDirectoryNotPresent;
        }

        if ((directory & (DirectoryReserved | (ulong.MaxValue << unit.HostAddressBits))) != 0)
        {
            return FaultReason.PasidDirectoryReserved;
        }

        context = context with
        {
            FaultsDisabled = context.FaultsDisabled || (directory & FaultProcessingDisabled) != 0,
        };
        return Entry(memory, unit, (directory & PointerBits) + (64UL * (pasid & 0x3f)), ref context);
    }

    private static FaultReason Entry(
        PhysicalMemory memory, VtdCapabilities unit, ulong address, ref RequesterContext context)
    {
        if (!memory.TryRead(address, out var word0) || !memory.TryRead(address + 8, out var word1)
            || !memory.TryRead(address + 16, out var word2))
        {
            return FaultReason.PasidEntryUnreadable;
        }

        context = context with { FaultsDisabled = context.FaultsDisabled || (word0 & FaultProcessingDisabled) != 0 };
        if ((word0 & Present) == 0)
        {
            return FaultReason.PasidEntryNotPresent;
        }

        var (mode, width, root) = ((int)(word0 >> 6) & 7) switch
        {
            1 when unit.HasFirstStage => (TranslationMode.FirstStage, FirstStageWidth(unit, word2), word2),
            2 when unit.HasSecondStage => (TranslationMode.SecondStage, AddressWidth.OfCode((int)(word0 >> 2) & 7), word0),
            4 when unit.HasPassThrough => (TranslationMode.PassThrough, AddressWidth.Bits48, 0UL),
            _ => (TranslationMode.PassThrough, null, 0UL),
        };
        if (width is not { } supported || (mode == TranslationMode.SecondStage && !unit.Supports(supported)))
        {
            return FaultReason.PasidEntryInvalid;
        }

        if ((root & (ulong.MaxValue << unit.HostAddressBits)) != 0)
        {
            return FaultReason.PasidEntryReserved;
        }

        context = context with
        {
            Mode = mode,
            Root = root & PointerBits,
            Width = supported,
            DomainId = (ushort)word1,
            TracksDirty = (word0 & SecondStageDirty) != 0,
        };
        return FaultReason.None;
    }

    /// <summary>FLPM: 0 is 4 levels, 1 is 5 where the unit has them.</summary>
    private static AddressWidth? FirstStageWidth(VtdCapabilities unit, ulong word2) => ((int)(word2 >> 2) & 3) switch
    {
        0 => AddressWidth.Bits48,
        1 when unit.Has5LevelFirstStage => AddressWidth.Bits57,
        _ => null,
    };
}

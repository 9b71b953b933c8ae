using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Reads the root and context tables of legacy mode: who is translated how.</summary>
/// <remarks>Source: VT-d specification, root and context entries; <c>reference/translation.md</c> 1.1, 1.2, steps 2 to
/// 8 of 1.4.</remarks>
internal static class ContextTables
{
    public const ulong Present = 1 << 0;
    public const ulong FaultProcessingDisabled = 1 << 1;
    public const int TranslationTypeShift = 2;
    public const int DomainIdShift = 8;
    private const ulong PointerBits = ~0xfffUL;
    private const ulong RootReserved = 0xffe;
    private const ulong ContextReservedLow = 0xff0;
    private const ulong ContextReservedHigh = 0xffff_ffff_ff00_0080;

    /// <returns>The reason of the fault; none when the requester has a valid context entry.</returns>
    public static FaultReason Find(
        PhysicalMemory memory, VtdCapabilities unit, ulong root, Rid rid, out RequesterContext context)
    {
        context = default;
        var beyondHost = ulong.MaxValue << unit.HostAddressBits;
        if (!TryReadPair(memory, root + (16UL * rid.Bus), out var rootLow, out var rootHigh))
        {
            return FaultReason.RootTableUnreadable;
        }

        if ((rootLow & Present) == 0)
        {
            return FaultReason.RootNotPresent;
        }

        if ((rootLow & (RootReserved | beyondHost)) != 0 || rootHigh != 0)
        {
            return FaultReason.RootReserved;
        }

        if (!TryReadPair(memory, (rootLow & PointerBits) + (16UL * rid.Devfn), out var low, out var high))
        {
            return FaultReason.ContextTableUnreadable;
        }

        context = context with { FaultsDisabled = (low & FaultProcessingDisabled) != 0 };
        if ((low & Present) == 0)
        {
            return FaultReason.ContextNotPresent;
        }

        return (low & (ContextReservedLow | beyondHost)) != 0 || (high & ContextReservedHigh) != 0
            ? FaultReason.ContextReserved
            : Decode(unit, low, high, ref context);
    }

    private static FaultReason Decode(VtdCapabilities unit, ulong low, ulong high, ref RequesterContext context)
    {
        if (AddressWidth.OfCode((int)high & 7) is not { } width || !unit.Supports(width))
        {
            return FaultReason.ContextInvalid;
        }

        var type = (int)(low >> TranslationTypeShift) & 3;
        if (type == 3 || (type == 1 && !unit.HasDeviceTlb) || (type == 2 && !unit.HasPassThrough))
        {
            return FaultReason.ContextInvalid;
        }

        context = new RequesterContext(
            type == 2 ? TranslationMode.PassThrough : TranslationMode.SecondStage,
            low & PointerBits,
            width,
            (ushort)(high >> DomainIdShift),
            context.FaultsDisabled,
            TakesTranslationRequests: type == 1);
        return FaultReason.None;
    }

    private static bool TryReadPair(PhysicalMemory memory, ulong address, out ulong low, out ulong high)
    {
        high = 0;
        return memory.TryRead(address, out low) && memory.TryRead(address + 8, out high);
    }
}

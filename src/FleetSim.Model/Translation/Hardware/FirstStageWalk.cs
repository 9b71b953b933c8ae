using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Walks first-stage tables, which have the format of the processor's, and sets accessed and dirty
/// bits.</summary>
/// <remarks>Source: VT-d specification, first-stage translation; <c>reference/translation.md</c> 2.</remarks>
internal static class FirstStageWalk
{
    private const ulong Present = 1 << 0;
    private const ulong Writable = 1 << 1;
    private const ulong User = 1 << 2;
    private const ulong Accessed = 1 << 5;
    private const ulong Dirty = 1 << 6;
    private const ulong PageSize = 1 << 7;

    /// <returns>The reason of the fault; none when there is a leaf.</returns>
    public static FaultReason Walk(
        PhysicalMemory memory,
        VtdCapabilities unit,
        in RequesterContext context,
        ulong iova,
        DmaAccess access,
        out WalkedLeaf leaf)
    {
        leaf = default;
        if (!IsCanonical(iova, context.Width))
        {
            return FaultReason.NotCanonical;
        }

        var allowed = DmaAccess.ReadWrite;
        var table = context.Root;
        var levels = context.Width.Levels;
        for (var level = levels; ; level--)
        {
            var address = table + (((iova >> SecondStageEntry.ShiftOf(level)) & 511) << 3);
            var fault = Read(memory, unit, address, level, isTop: level == levels, out var entry);
            if (fault == FaultReason.None && access.HasFlag(DmaAccess.Write) && (entry & Writable) == 0)
            {
                fault = FaultReason.ScalableNoWrite;
            }

            if (fault != FaultReason.None)
            {
                return fault;
            }

            allowed &= (entry & Writable) != 0 ? DmaAccess.ReadWrite : DmaAccess.Read;
            var isLeaf = level == 1 || (entry & PageSize) != 0;
            var marked = entry | Accessed | (isLeaf && access.HasFlag(DmaAccess.Write) ? Dirty : 0);
            if (marked != entry)
            {
                memory.Write(address, marked);
            }

            if (isLeaf)
            {
                leaf = new WalkedLeaf(address, marked, allowed, allowed, level);
                return FaultReason.None;
            }

            table = entry & SecondStageEntry.AddressBits;
        }
    }

    /// <summary>A write has set the dirty bit of a leaf, or need not: a later write has to walk otherwise.</summary>
    public static bool IsDirty(ulong leaf) => (leaf & Dirty) != 0;

    private static FaultReason Read(
        PhysicalMemory memory, VtdCapabilities unit, ulong address, int level, bool isTop, out ulong entry)
    {
        if (!memory.TryRead(address, out entry))
        {
            return isTop ? FaultReason.FirstStageTopUnreadable : FaultReason.FirstStageUnreadable;
        }

        if ((entry & Present) == 0)
        {
            return FaultReason.FirstStageNotPresent;
        }

        return (entry & Reserved(unit, entry, level)) != 0 ? FaultReason.FirstStageReserved
            : (entry & User) == 0 ? FaultReason.NotUser
            : FaultReason.None;
    }

    private static ulong Reserved(VtdCapabilities unit, ulong entry, int level)
    {
        var beyondHost = ulong.MaxValue << unit.HostAddressBits & SecondStageEntry.AddressBits;
        return level switch
        {
            > 3 => beyondHost | PageSize,
            > 1 when (entry & PageSize) != 0 =>
                beyondHost | ((1UL << SecondStageEntry.ShiftOf(level)) - (1UL << 13)),
            _ => beyondHost,
        };
    }

    private static bool IsCanonical(ulong iova, AddressWidth width)
    {
        var above = (long)iova >> (width.Bits - 1);
        return above is 0 or -1;
    }
}

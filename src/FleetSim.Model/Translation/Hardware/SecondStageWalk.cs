using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Walks second-stage tables, entry by entry, in the order of checks of a real unit.</summary>
/// <remarks>
/// Hot path: no allocation. Cost: <c>fleetsim bench translation</c>, "walk". Source: vtd_iova_to_slpte in QEMU's
/// hw/i386/intel_iommu.c; <c>reference/translation.md</c> 1.4 steps 12 to 15.
/// </remarks>
internal static class SecondStageWalk
{
    /// <param name="reserved">From <see cref="SecondStageEntry.ReservedBits"/>.</param>
    /// <param name="table">The table of <paramref name="level"/> to begin with.</param>
    /// <param name="allowed">What the levels above allow.</param>
    /// <returns>How it ended, with the leaf or where it stopped.</returns>
    public static WalkEnd Walk(
        PhysicalMemory memory,
        ulong[] reserved,
        ulong table,
        int level,
        ulong iova,
        DmaAccess access,
        DmaAccess allowed,
        out WalkedLeaf leaf)
    {
        var wanted = (ulong)access;
        var rights = (ulong)allowed;
        for (; ; level--)
        {
            var address = table + (((iova >> SecondStageEntry.ShiftOf(level)) & 511) << 3);
            if (!memory.TryRead(address, out var entry))
            {
                leaf = new WalkedLeaf(address, 0, DmaAccess.None, DmaAccess.None, level);
                return WalkEnd.Unreadable;
            }

            if ((entry & wanted) != wanted)
            {
                leaf = new WalkedLeaf(address, entry, DmaAccess.None, DmaAccess.None, level);
                return WalkEnd.NotAllowed;
            }

            var isLarge = (int)(entry >> 7) & 1;
            if ((entry & reserved[(level << 1) + isLarge]) != 0)
            {
                leaf = new WalkedLeaf(address, entry, DmaAccess.None, DmaAccess.None, level);
                return WalkEnd.Reserved;
            }

            if (level == 1 || isLarge != 0)
            {
                leaf = new WalkedLeaf(address, entry, (DmaAccess)(rights & entry), (DmaAccess)rights, level);
                return WalkEnd.Leaf;
            }

            rights &= entry;
            table = entry & SecondStageEntry.AddressBits;
        }
    }
}

/// <summary>Where a walk ended.</summary>
/// <param name="EntryAddress">Where the word of the last entry is.</param>
/// <param name="Entry">The last entry.</param>
/// <param name="Allowed">What all levels together allow.</param>
/// <param name="AllowedAbove">What the levels above the last entry allow.</param>
/// <param name="Level">Of the last entry.</param>
internal readonly record struct WalkedLeaf(
    ulong EntryAddress, ulong Entry, DmaAccess Allowed, DmaAccess AllowedAbove, int Level)
{
    /// <summary>The table that holds the last entry.</summary>
    public ulong Table => EntryAddress & ~0xfffUL;

    public ulong Size => 1UL << SecondStageEntry.ShiftOf(Level);

    public ulong Frame => Entry & SecondStageEntry.AddressBits & ~(Size - 1);
}

/// <summary>How a walk ended.</summary>
internal enum WalkEnd : byte
{
    Leaf,
    Unreadable,
    NotAllowed,
    Reserved,
}

using System.Runtime.CompilerServices;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Tables;

/// <summary>The bits of a second-stage paging entry. There is no present bit: an entry without R and W is not
/// there.</summary>
/// <remarks>Source: VT-d specification, second-stage paging entries; <c>reference/translation.md</c> 1.3.</remarks>
public static class SecondStageEntry
{
    public const ulong Read = 1 << 0;
    public const ulong Write = 1 << 1;
    public const ulong PageSize = 1 << 7;
    public const ulong Accessed = 1 << 8;
    public const ulong Dirty = 1 << 9;
    public const ulong Snoop = 1 << 11;
    public const ulong Transient = 1UL << 62;

    /// <summary>Frame or next table.</summary>
    public const ulong AddressBits = 0x000f_ffff_ffff_f000;

    private const ulong ReadWrite = Read | Write;

    /// <summary>Bytes that a leaf of a level maps, as a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ShiftOf(int level) => 3 + (9 * level);

    public static bool IsPresent(ulong entry) => (entry & ReadWrite) != 0;

    public static bool IsLeaf(ulong entry, int level) => level == 1 || (entry & PageSize) != 0;

    public static ulong Table(ulong address) => address | ReadWrite;

    /// <summary>A leaf. The Linux driver writes R into every leaf; a leaf here allows what is asked.</summary>
    public static ulong Leaf(ulong frame, DmaAccess access, int level) =>
        frame | (ulong)access | (level > 1 ? PageSize : 0);

    /// <summary>The bits that must be zero, by level from 1 to 6, of leaves and tables: at index 2 * level for entries
    /// without <see cref="PageSize"/>, and after it for those with it.</summary>
    internal static ulong[] ReservedBits(VtdCapabilities unit)
    {
        var common = (ulong.MaxValue << unit.HostAddressBits & AddressBits) | (unit.HasSnoopControl ? 0 : Snoop)
            | (unit.HasDeviceTlb ? 0 : Transient);
        var reserved = new ulong[14];
        for (var level = 1; level <= 6; level++)
        {
            reserved[2 * level] = common;
            reserved[(2 * level) + 1] = common | (level switch
            {
                1 => 0,
                2 when unit.Has2MiBPages => 0x1f_f000,
                3 when unit.Has1GiBPages => 0x3fff_f000,
                _ => PageSize,
            });
        }

        return reserved;
    }
}

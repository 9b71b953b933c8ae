using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FleetSim.Model.Translation;

/// <summary>Looks into a <see cref="PageClass"/> for one page after the other, until something is added to
/// it.</summary>
/// <remarks>Hot path. A copy of what the class consists of: a loop keeps it in registers.</remarks>
internal readonly struct PageProbe(IotlbEntry[] entries, int setMask, int pageShift)
{
    /// <summary>Finds the page of an address; a null reference when it is not there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref IotlbEntry Find(ulong key, ulong iova)
    {
        var page = iova >> pageShift;
        var first = SetOf(key, page, setMask) * PageClass.Ways;
        if (first < entries.Length)
        {
            // A set is there as a whole or not at all; a check of each way would cost a quarter of a hit.
            ref var entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), first);
            for (var way = 0; way < PageClass.Ways; way++)
            {
                if (entry.PageNumber == page && entry.Key == key)
                {
                    return ref entry;
                }

                entry = ref Unsafe.Add(ref entry, 1);
            }
        }

        return ref Unsafe.NullRef<IotlbEntry>();
    }

    /// <summary>Consecutive pages lie in consecutive sets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SetOf(ulong key, ulong page, int setMask) =>
        (int)(page + ((key * 0x9e37_79b9_7f4a_7c15) >> 44)) & setMask;
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FleetSim.Model.Translation.Caches;

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
            // A set is there as a whole or not at all; a check of each way, or a loop over them, would cost a quarter of
            // a hit.
            ref var way0 = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), first);
            if (way0.PageNumber == page && way0.Key == key)
            {
                return ref way0;
            }

            ref var way1 = ref Unsafe.Add(ref way0, 1);
            if (way1.PageNumber == page && way1.Key == key)
            {
                return ref way1;
            }

            ref var way2 = ref Unsafe.Add(ref way0, 2);
            if (way2.PageNumber == page && way2.Key == key)
            {
                return ref way2;
            }

            ref var way3 = ref Unsafe.Add(ref way0, 3);
            if (way3.PageNumber == page && way3.Key == key)
            {
                return ref way3;
            }
        }

        return ref Unsafe.NullRef<IotlbEntry>();
    }

    /// <summary>Consecutive pages lie in consecutive sets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SetOf(ulong key, ulong page, int setMask) =>
        (int)(page + ((key * 0x9e37_79b9_7f4a_7c15) >> 44)) & setMask;
}

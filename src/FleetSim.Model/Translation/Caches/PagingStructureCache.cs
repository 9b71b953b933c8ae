using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>The cache of table pointers: where the lowest table of a 2 MiB range is, and what the levels above
/// allow.</summary>
/// <remarks>
/// By domain and upper address bits, as in the specification, one entry a slot. Spares a walk all loads but the last.
/// Removed with every IOTLB invalidation that may concern it; one that is given IH (leaves only) leaves it alone.
/// Source: VT-d specification, paging-structure caches; <c>reference/translation.md</c> 1.8.
/// </remarks>
internal sealed class PagingStructureCache
{
    private const int Slots = 64;
    private const int RangeShift = 21;

    private Slot[] _slots = [];
    private int _count;

    public bool TryGet(ushort domainId, ulong root, ulong iova, out ulong table, out DmaAccess allowed)
    {
        if (_count > 0)
        {
            ref var slot = ref _slots[IndexOf(domainId, iova)];
            if (slot.Range == iova >> RangeShift && slot.Root == root && slot.DomainId == domainId)
            {
                (table, allowed) = (slot.Table, slot.Allowed);
                return true;
            }
        }

        (table, allowed) = (0, DmaAccess.None);
        return false;
    }

    public void Add(ushort domainId, ulong root, ulong iova, ulong table, DmaAccess allowed)
    {
        if (_slots.Length == 0)
        {
            _slots = new Slot[Slots];
        }

        ref var slot = ref _slots[IndexOf(domainId, iova)];
        _count += slot.Root == 0 ? 1 : 0;
        slot = new Slot(iova >> RangeShift, root, table, domainId, allowed);
    }

    public void Clear()
    {
        Array.Clear(_slots);
        _count = 0;
    }

    public void Remove(ushort domainId)
    {
        for (var i = 0; _count > 0 && i < _slots.Length; i++)
        {
            if (_slots[i].DomainId == domainId && _slots[i].Root != 0)
            {
                _slots[i] = default;
                _count--;
            }
        }
    }

    private static int IndexOf(ushort domainId, ulong iova) => (int)((iova >> RangeShift) + (domainId * 7UL)) & (Slots - 1);

    private readonly record struct Slot(ulong Range, ulong Root, ulong Table, ushort DomainId, DmaAccess Allowed);
}

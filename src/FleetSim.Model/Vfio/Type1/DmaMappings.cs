using System.Collections.Immutable;
using FleetSim.Model.Translation;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>The mappings of a container by IOVA, and the two ways in which the kernel looks for one.</summary>
/// <remarks>
/// Looking up, adding and taking away cost O(log² n). Source: vfio_find_dma, vfio_find_dma_first_node, vfio_link_dma in
/// drivers/vfio/vfio_iommu_type1.c. Their sums are of 64 bits and wrap, so a mapping of the very last page, which only
/// an aperture of 64 bits has, is found by no address, and a range that ends there finds none (recorded from 6.1; v6.19
/// repairs it). Deviation: where that mapping is above others in the kernel's tree it hides them too.
/// </remarks>
public sealed record DmaMappings
{
    private ImmutableList<DmaMapping> _sorted = [];

    public static DmaMappings Empty { get; } = new();

    public int Count => _sorted.Count;

    public DmaMapping this[int index] => _sorted[index];

    /// <summary>All of them, by IOVA.</summary>
    public IEnumerable<DmaMapping> All => _sorted;

    /// <summary>Everything that a unit has to map.</summary>
    public ImmutableArray<DmaRange> Ranges() => [.. _sorted.SelectMany(mapping => mapping.Ranges)];

    /// <summary>A mapping that has an address of the range; null when there is none.</summary>
    /// <param name="size">In bytes; 0 looks at <paramref name="start"/> alone.</param>
    public DmaMapping? Find(ulong start, ulong size)
    {
        var index = FirstEndingAfter(start);
        return index < Findable() && unchecked(start + size) > _sorted[index].Iova ? _sorted[index] : null;
    }

    /// <summary>Index of the first mapping that has an address of the range; <see cref="Count"/> when there is
    /// none.</summary>
    public int FirstIn(ulong start, ulong size)
    {
        var index = FirstEndingAfter(start);
        return index < Findable() && _sorted[index].Iova < unchecked(start + size) ? index : Count;
    }

    /// <summary>Whether a range begins or ends in the middle of a mapping.</summary>
    public bool CutBy(ulong start, ulong size) =>
        (Find(start, 1) is { } atStart && atStart.Iova != start)
        || (Find(unchecked(start + size - 1), 0) is { } atEnd && atEnd.End != unchecked(start + size));

    /// <summary>How many bytes of a range are mapped, when it cuts no mapping in two.</summary>
    public ulong SizeIn(ulong start, ulong size)
    {
        var sum = 0UL;
        for (var i = FirstIn(start, size); i < Count && _sorted[i].Iova < start + size; i++)
        {
            sum += _sorted[i].Size;
        }

        return sum;
    }

    /// <summary>Index of the first mapping that begins at an address or above it.</summary>
    public int FirstFrom(ulong address)
    {
        var (from, to) = (0, Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _sorted[middle].Iova >= address ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    public DmaMappings Add(DmaMapping mapping) =>
        this with { _sorted = _sorted.Insert(FirstFrom(mapping.Iova), mapping) };

    public DmaMappings Set(int index, DmaMapping mapping) => this with { _sorted = _sorted.SetItem(index, mapping) };

    public DmaMappings Remove(int index, int count) => count == Count
        ? Empty
        : this with { _sorted = _sorted.RemoveRange(index, count) };

    /// <summary>Index of the first mapping that ends after an address.</summary>
    private int FirstEndingAfter(ulong address)
    {
        var (from, to) = (0, Findable());
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = _sorted[middle].End > address ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    /// <summary>How many can be found by address: all that end below the end of 64 bits.</summary>
    private int Findable()
    {
        var count = Count;
        while (count > 0 && _sorted[count - 1].End == 0)
        {
            count--;
        }

        return count;
    }
}

using System.Runtime.CompilerServices;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>The cache of finished translations: by requester and page, removed by domain, with a class for each page
/// size.</summary>
/// <remarks>
/// As in QEMU's intel_iommu it is asked before the context entry is looked at, so that a requester whose context entry
/// changed goes on through old entries until its old domain's are invalidated; the specification demands that of
/// software. Source: <c>reference/translation.md</c> 1.8, 9.
/// </remarks>
public sealed class Iotlb
{
    private readonly PageClass _pages4K;
    private readonly PageClass _pages2M;
    private readonly PageClass _pages1G;

    public Iotlb(IotlbGeometry geometry)
    {
        _pages4K = new PageClass(12, geometry.Sets4K);
        _pages2M = new PageClass(21, geometry.Sets2M);
        _pages1G = new PageClass(30, geometry.Sets1G);
    }

    public int Count => _pages4K.Count + _pages2M.Count + _pages1G.Count;

    /// <summary>The pages of 4 KiB, for looking up; valid until one is added.</summary>
    internal PageProbe Pages4K => _pages4K.Probe;

    /// <summary>The entry for an address; a null reference when there is none.</summary>
    /// <param name="offset">The address's place in the page.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref IotlbEntry Find(ulong key, ulong iova, out ulong offset)
    {
        ref var entry = ref _pages4K.Find(key, iova);
        if (!Unsafe.IsNullRef(ref entry))
        {
            offset = iova & 0xfff;
            return ref entry;
        }

        return ref FindLarge(key, iova, out offset);
    }

    internal void Add(in IotlbEntry entry, int level) => Of(level).Add(entry);

    /// <summary>Removes everything.</summary>
    public void InvalidateAll()
    {
        _pages4K.Clear();
        _pages2M.Clear();
        _pages1G.Clear();
    }

    /// <summary>Removes a domain's entries.</summary>
    public void InvalidateDomain(ushort domainId) => Remove(new WholeDomain(domainId));

    /// <summary>Removes a domain's entries that touch 2^<paramref name="addressMask"/> pages of 4 KiB.</summary>
    public void InvalidatePages(ushort domainId, ulong iova, int addressMask) =>
        Remove(new PageRange(domainId, iova >> PhysicalMemory.PageShift, addressMask));

    /// <summary>All entries, for checks: whose, of which domain, and the first byte of the page.</summary>
    public IEnumerable<(IotlbKey Key, ushort DomainId, ulong Iova)> Entries() =>
        new[] { _pages4K, _pages2M, _pages1G }.SelectMany(pages => pages.Entries().Select(entry =>
            (IotlbKey.Of(new Pci.Rid((ushort)entry.Key)), entry.DomainId, entry.PageNumber << pages.PageShift)));

    internal void Remove<TSelection>(TSelection selection)
        where TSelection : struct, IIotlbSelection
    {
        _pages4K.Remove(selection);
        _pages2M.Remove(selection);
        _pages1G.Remove(selection);
    }

    private PageClass Of(int level) => level switch
    {
        1 => _pages4K,
        2 => _pages2M,
        _ => _pages1G,
    };

    private ref IotlbEntry FindLarge(ulong key, ulong iova, out ulong offset)
    {
        offset = iova & 0x1f_ffff;
        ref var entry = ref _pages2M.Find(key, iova);
        if (Unsafe.IsNullRef(ref entry))
        {
            offset = iova & 0x3fff_ffff;
            entry = ref _pages1G.Find(key, iova);
        }

        return ref entry;
    }
}

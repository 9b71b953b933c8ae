using System.Collections.Immutable;
using System.Numerics;
using FleetSim.Model.Protocols;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>The type 1 IOMMU backend of a container: what is mapped for the groups that are attached to it.</summary>
/// <remarks>
/// All groups share one domain. Source: struct vfio_iommu, drivers/vfio/vfio_iommu_type1.c; <c>reference/userapi.md</c>
/// 1.4, 1.5. Not modelled: emulated (mdev) groups and with them pages that others pin, nested domains, interrupts
/// that are not isolated (the module's <c>allow_unsafe_interrupts</c> counts as set), the contents of dirty bitmaps.
/// </remarks>
public sealed record Type1Iommu
{
    /// <summary>Mappings are unmapped as they were mapped, or not at all (type 3); type 1 is laxer.</summary>
    public required bool IsV2 { get; init; }

    /// <summary>The groups in the order in which they were attached.</summary>
    public ImmutableList<Type1Group> Groups { get; init; } = [];

    /// <summary>The IOVAs that may be mapped; empty before the first group.</summary>
    public ImmutableArray<IovaRange> Valid { get; init; } = [];

    /// <summary>Page sizes that the units of all groups have, one bit each.</summary>
    public ulong PageSizes { get; init; } = ulong.MaxValue;

    /// <summary>How many mappings there may be.</summary>
    public uint EntryLimit { get; init; }

    public DmaMappings Mappings { get; init; } = DmaMappings.Empty;

    /// <summary>Mappings whose virtual address is out of date.</summary>
    public int VaddrsInvalid { get; init; }

    /// <summary>How often what is mapped has changed: what a unit has to have seen.</summary>
    public ulong Changes { get; init; }

    /// <summary>Dirty pages are tracked.</summary>
    public bool IsTracking { get; init; }

    /// <summary>The smallest page size, in bytes.</summary>
    public ulong PageSize => 1UL << BitOperations.TrailingZeroCount(PageSizes);

    /// <summary>How many more mappings there may be.</summary>
    public uint Available => EntryLimit - (uint)Mappings.Count;

    /// <summary>The units that translate for the groups, each once, in the order of the groups.</summary>
    public IEnumerable<string> Units => Groups.SelectMany(group => group.Dma.Units).Distinct();

    /// <summary>A backend without a group.</summary>
    /// <param name="type"><see cref="IommuBackend.Type1"/> or <see cref="IommuBackend.Type1V2"/>.</param>
    public static Type1Iommu Open(int type) => new() { IsV2 = type == IommuBackend.Type1V2 };

    /// <summary>What forbids a group before it is attached; none when nothing does.</summary>
    /// <returns>In test order: <see cref="Errno.EBUSY"/> while a mapping's virtual address is out of date,
    /// <see cref="Errno.EINVAL"/> for a group that is attached.</returns>
    public Errno BeforeAttach(VfioFile group) =>
        VaddrsInvalid > 0 ? Errno.EBUSY
        : Groups.Any(attached => attached.File == group) ? Errno.EINVAL
        : Errno.None;

    /// <summary>A group was attached to the domain; whether it can stay.</summary>
    /// <returns><see cref="Errno.EINVAL"/> when a mapping is outside of its aperture or in one of its reserved regions,
    /// or when no IOVA would be left to map.</returns>
    public Type1Verdict Attach(VfioFile group, GroupDma dma)
    {
        var aperture = new IovaRange(0, dma.ApertureEnd);
        if (ConflictsWith(aperture) || dma.NotToMap.Any(IsMapped))
        {
            return new Type1Verdict(this, Errno.EINVAL);
        }

        var valid = Valid.Within(aperture).Excluding(dma.NotToMap);
        return valid.IsEmpty
            ? new Type1Verdict(this, Errno.EINVAL)
            : new Type1Verdict(this with
            {
                Groups = Groups.Add(new Type1Group(group, dma)),
                Valid = valid,
                PageSizes = PageSizes & dma.PageSizes,
                EntryLimit = Groups.IsEmpty ? dma.EntryLimit : EntryLimit,
            });
    }

    /// <summary>
    /// A group has left, and others are there still: mappings stay, and what only that group reserved may be mapped.
    /// </summary>
    /// <remarks>Source: vfio_iommu_type1_detach_group, vfio_iommu_resv_refresh.</remarks>
    public Type1Iommu Without(VfioFile group)
    {
        var left = Groups.RemoveAll(attached => attached.File == group);
        if (left.Count == Groups.Count || left.IsEmpty)
        {
            return this with { Groups = left };
        }

        ImmutableArray<IovaRange> whole = [new IovaRange(Valid[0].First, Valid[^1].Last)];
        return this with
        {
            Groups = left,
            Valid = whole.Excluding(left.SelectMany(attached => attached.Dma.NotToMap)),
            PageSizes = left.Aggregate(ulong.MaxValue, (sizes, attached) => sizes & attached.Dma.PageSizes),
        };
    }

    /// <summary>GET_INFO.</summary>
    /// <param name="info">Null when it is refused.</param>
    /// <returns><see cref="Errno.EINVAL"/> for a structure without room for the page sizes.</returns>
    public Errno Info(DmaArguments asked, out DmaInfo? info)
    {
        info = asked.Argsz < DmaArguments.InfoSize ? null : new DmaInfo(PageSizes, Valid, Available);
        return info is null ? Errno.EINVAL : Errno.None;
    }

    /// <summary>Source: vfio_iommu_aper_conflict.</summary>
    private bool ConflictsWith(IovaRange aperture) => !Valid.IsEmpty
        && (aperture.Last < Valid[0].First
            || (aperture.Last < Valid[^1].Last
                && Mappings.Find(aperture.Last + 1, Valid[^1].Last - aperture.Last) is not null));

    /// <summary>Source: vfio_iommu_resv_conflict.</summary>
    private bool IsMapped(Pci.Capture.ReservedRegion region) =>
        Mappings.Find(region.Start, region.End - region.Start + 1) is not null;
}

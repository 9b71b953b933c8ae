using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Domains;

/// <summary>What a host's IOMMU hardware and kernel command line decide for all its groups.</summary>
/// <param name="GlobalDefault">Default-domain type where no member demands one.</param>
/// <param name="FixedDefault">The IOMMU driver's one and only default domain; null where it has none.</param>
/// <param name="Width">Bits of an IOVA where the host's units have others than those of their kind have.</param>
/// <param name="DmaEntries">The parameter <c>dma_entry_limit</c> of vfio_iommu_type1; null for its default.</param>
/// <remarks>
/// Source: reference/groups.md 6.2; iommu_subsys_init, iommu_set_dma_strict in drivers/iommu/iommu.c. Deviation: the
/// build options are Debian's (translated, lazy), and a default that cannot be allocated does not occur. Page sizes are
/// those of <c>reference/userapi.md</c> 1.4; of units that no recording has, those of VT-d.
/// </remarks>
public sealed record HostIommu(
    IommuKind Kind,
    DefaultDomainType GlobalDefault,
    DefaultDomainType? FixedDefault = null,
    int? Width = null,
    uint? DmaEntries = null)
{
    /// <summary>4 KiB, 2 MiB and 1 GiB.</summary>
    private const ulong CommonPageSizes = 0x4020_1000;

    /// <summary>From 4 KiB on every size but 512 GiB.</summary>
    /// <remarks>Source: AMD_IOMMU_PGSIZES in drivers/iommu/amd/amd_iommu_types.h.</remarks>
    private const ulong AmdPageSizes = 0xffff_ff7f_ffff_f000;

    /// <summary>Default of vfio_iommu_type1's <c>dma_entry_limit</c> (U16_MAX).</summary>
    private const uint CommonDmaEntries = 65_535;

    /// <summary>Bits of an IOVA, 12 to 64.</summary>
    public int AddressWidth => Width ?? Kind switch
    {
        IommuKind.Amd or IommuKind.Virtio => 64,
        _ => 48,
    };

    /// <summary>The last IOVA that a domain of a user translates.</summary>
    public ulong ApertureEnd => ulong.MaxValue >> (64 - AddressWidth);

    /// <summary>Page sizes of a domain of a user, one bit each.</summary>
    public ulong PageSizes => Kind == IommuKind.Amd ? AmdPageSizes : CommonPageSizes;

    /// <summary>How many mappings a container may have.</summary>
    public uint DmaEntryLimit => DmaEntries ?? CommonDmaEntries;

    /// <param name="kernelCommandLine">Words apart by blanks; what does not concern the IOMMU is passed over.</param>
    public static HostIommu Of(IommuKind kind, string? kernelCommandLine)
    {
        var settings = IommuCommandLine.Parse(kernelCommandLine ?? "");
        var strict = settings.Strict || MustBeToldOfMappings(kind);
        var global = settings.Passthrough ? DefaultDomainType.Identity
            : strict ? DefaultDomainType.Dma
            : DefaultDomainType.DmaFq;
        return new HostIommu(kind, global, DmaEntries: settings.DmaEntries);
    }

    /// <summary>
    /// Whether the unit caches entries that are not present, as emulators' units do. Lazy invalidation then gains
    /// nothing, and the driver forces strict whatever the command line says.
    /// </summary>
    /// <remarks>
    /// Deviation: an AMD unit always is an emulator's here; the captures do not record its not-present bit.
    /// </remarks>
    private static bool MustBeToldOfMappings(IommuKind kind) => kind is IommuKind.Intel or IommuKind.Amd;
}

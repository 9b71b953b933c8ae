using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>What a host's IOMMU hardware and kernel command line decide for all its groups.</summary>
/// <param name="GlobalDefault">Default-domain type where no member demands one.</param>
/// <param name="FixedDefault">The IOMMU driver's one and only default domain; null where it has none.</param>
/// <remarks>
/// Source: reference/groups.md 6.2; iommu_subsys_init, iommu_set_dma_strict in drivers/iommu/iommu.c. Deviation: the
/// build options are Debian's (translated, lazy), and a default that cannot be allocated does not occur.
/// </remarks>
public sealed record HostIommu(
    IommuKind Kind, DefaultDomainType GlobalDefault, DefaultDomainType? FixedDefault = null)
{
    /// <param name="kernelCommandLine">Words apart by blanks; what does not concern the IOMMU is passed over.</param>
    public static HostIommu Of(IommuKind kind, string? kernelCommandLine)
    {
        var settings = IommuCommandLine.Parse(kernelCommandLine ?? "");
        var strict = settings.Strict || MustBeToldOfMappings(kind);
        var global = settings.Passthrough ? DefaultDomainType.Identity
            : strict ? DefaultDomainType.Dma
            : DefaultDomainType.DmaFq;
        return new HostIommu(kind, global);
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

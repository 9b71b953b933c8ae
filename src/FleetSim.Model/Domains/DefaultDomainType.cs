namespace FleetSim.Model.Domains;

/// <summary>Type of a group's default domain, as <c>/sys/kernel/iommu_groups/ID/type</c> shows it.</summary>
public enum DefaultDomainType
{
    /// <summary>Translated; an unmap is invalidated before it returns (strict).</summary>
    Dma,

    /// <summary>Translated; invalidations are gathered in a flush queue (lazy).</summary>
    DmaFq,

    /// <summary>Every address passes unchanged.</summary>
    Identity,

    /// <summary>Only as the fixed default of an IOMMU driver.</summary>
    Blocked,

    /// <summary>Only as the fixed default of an IOMMU driver.</summary>
    Unmanaged,
}

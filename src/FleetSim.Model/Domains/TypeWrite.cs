using System.Collections.Immutable;

namespace FleetSim.Model.Domains;

/// <summary>A write to <c>/sys/kernel/iommu_groups/ID/type</c>, with all of the group that decides it.</summary>
public sealed record TypeWrite
{
    /// <summary>The word as written.</summary>
    public required string Word { get; init; }

    /// <summary>Type of the default domain; null when the group has none.</summary>
    public required DefaultDomainType? Current { get; init; }

    public required ImmutableArray<DomainDemand> Members { get; init; }

    /// <summary>The writer has CAP_SYS_ADMIN and CAP_SYS_RAWIO.</summary>
    public bool IsPrivileged { get; init; } = true;

    /// <summary>
    /// Bound drivers that use the kernel DMA API, or the claims of a user. Drivers that manage DMA do not count.
    /// </summary>
    public int OwnerCount { get; init; }

    /// <summary>A driver of any kind is bound to a member, vfio-pci included.</summary>
    public bool AnyDriverBound { get; init; }

    /// <summary>The members are attached to the default domain, not to a user's or the blocking one.</summary>
    public bool OnDefaultDomain { get; init; } = true;
}

using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <content>What a snapshot of one group shows. Every policy is measured by these.</content>
public static partial class InvariantCatalogue
{
    private static InvariantInfo[] OfSnapshots() =>
    [
        new("INV-1", "No group has at once a user and a member bound to a kernel DMA driver.")
        {
            Isolation = IsolationInvariants.NoUserBesideKernelDriver,
            Source = "docs/reference/ownership.md section 5; iommu_device_use_default_domain",
            CheckedBy = ["IsolationChecker"],
        },
        new("INV-3", "Every member of a group is attached to the group's domain.")
        {
            Isolation = IsolationInvariants.OneDomain,
            Source = "docs/reference/ownership.md section 5; __iommu_group_set_domain_internal",
            CheckedBy = ["IsolationChecker"],
        },
        new("INV-4", "A claimed group is on the blocking domain or on one of its user, never on the default domain.")
        {
            Isolation = IsolationInvariants.ClaimedIsApart,
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; __iommu_take_dma_ownership",
            CheckedBy = ["IsolationChecker", "MainlinePolicy", "EnumV1Policy", "TagPolicy"],
        },
        new("INV-5", "A kernel DMA driver without a private domain of its own translates through the default domain.")
        {
            Isolation = IsolationInvariants.KernelDriverKeepsItsDomain,
            Source = "docs/reference/ownership.md section 5; iommu_device_use_default_domain",
            CheckedBy = ["IsolationChecker"],
        },
        new("INV-17", "A member that requires a direct mapping is never blocked, and its group is never claimed.")
        {
            Isolation = IsolationInvariants.DirectMappingKept,
            Source = "docs/reference/ownership.md section 5; __iommu_device_set_domain",
            CheckedBy = ["IsolationChecker"],
        },
        new("INV-24", "A newcomer is never attached to the default domain while its group is claimed.")
        {
            Isolation = IsolationInvariants.NewcomerStaysApart,
            Source = "docs/reference/ownership.md sections 4.7 and 5; __iommu_probe_device",
            CheckedBy = ["IsolationChecker"],
        },
        new("INV-8", "No private domain is attached under two or more kernel drivers.")
        {
            Isolation = IsolationInvariants.PrivateDomainIsUnshared,
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md sections 4.9 and 5 (hole H-1); iommu_attach_group",
            CheckedBy = ["IsolationChecker", "StrictPolicy", "PrivateDomainPolicy"],
        },
        new("INV-9", "A group without an owner and without a kernel driver is on its default domain.")
        {
            Isolation = IsolationInvariants.UnheldIsDefault,
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md sections 4.9 and 5 (hole H-2); iommu_attach_device",
            CheckedBy = ["IsolationChecker", "StrictPolicy"],
        },
        new("INV-25", "A private domain under a single kernel driver was attached by that driver.")
        {
            Isolation = IsolationInvariants.PrivateDomainIsItsDrivers,
            Source = "docs/reference/ownership.md sections 4.9 and 5 (holes H-1 and H-2); iommu_attach_group",
            CheckedBy = ["IsolationChecker"],
        },
    ];
}

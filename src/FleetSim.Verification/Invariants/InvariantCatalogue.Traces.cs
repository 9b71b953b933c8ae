using FleetSim.Model.Ownership;

namespace FleetSim.Verification.Invariants;

/// <content>What only a sequence of calls shows: the explorer looks for these, runs for two of them.</content>
public static partial class InvariantCatalogue
{
    private static InvariantInfo[] OfTraces() =>
    [
        new("INV-13", "A refused call leaves the group as it was.")
        {
            Trace = TraceInvariants.RefusalChangesNothing,
            Source = "docs/reference/ownership.md sections 4.4 and 5; __iommu_group_set_domain_internal",
            CheckedBy = ["TurnChecks", "OwnershipProperties"],
        },
        new("INV-14", "Between two different owners of a group there is always a free state.")
        {
            Trace = TraceInvariants.FreeBetweenOwners,
            Source = "docs/reference/ownership.md section 5; __iommu_release_dma_ownership",
            CheckedBy = ["TurnChecks"],
        },
        new("INV-15", "From a claim to its release, a member reaches what the owner has mapped and nothing else.")
        {
            Isolation = IsolationInvariants.OwnedReachesOnlyItsOwn,
            Trace = TraceInvariants.ClaimedIsUnreachable,
            Source = "docs/reference/ownership.md section 5; __iommu_take_dma_ownership",
            CheckedBy = ["StateChecks", "VmChurn"],
        },
        new("INV-16", "After a release has returned, no member reaches what the owner had mapped.")
        {
            Isolation = IsolationInvariants.ReleasedReachesNothing,
            Trace = TraceInvariants.ReleasedIsUnreachable,
            Source = "docs/reference/ownership.md section 5; __iommu_release_dma_ownership",
            CheckedBy = ["StateChecks", "VmChurn"],
        },
        new("INV-21", "Two users never hold one group at once.")
        {
            Trace = TraceInvariants.OneUser,
            Source = "docs/reference/ownership.md section 5; __iommu_take_dma_ownership",
            CheckedBy = ["StateChecks"],
        },
        new("INV-22", "Two group-level claims of one group are never held at once.")
        {
            Trace = TraceInvariants.OneGroupClaim,
            Source = "docs/reference/ownership.md sections 4.2 and 5; iommu_group_claim_dma_owner",
            CheckedBy = ["StateChecks"],
        },
        new("INV-23", "A user who holds a group is not refused another device of it.")
        {
            Trace = TraceInvariants.ClaimsNest,
            Source = "docs/reference/ownership.md sections 4.2 and 5; iommu_device_claim_dma_owner",
            CheckedBy = ["TurnChecks"],
        },
        new("DMA", "A driver's DMA goes through the domain that the driver expects: its private one, or the default.")
        {
            Trace = TraceInvariants.DmaFindsItsDomain,
            Source = "docs/reference/ownership.md sections 2.3 and 4.9",
            CheckedBy = ["Dma"],
        },
        new("AUDIT", "At the end, host, devices, groups and units agree about drivers, members, files and attachments.")
        {
            Trace = TraceInvariants.Consistent,
            Source = "docs/reference/ownership.md section 6",
            CheckedBy = ["AtEnd", "HostAudit"],
        },
        new("DEADLOCK", "Every call is answered: no two calls wait for each other.")
        {
            Trace = TraceInvariants.NoDeadlock,
            Source = "docs/reference/ownership.md section 6 (lock order)",
            CheckedBy = ["AtEnd"],
        },
        new("WARN", "The kernel logs no WARN, so no caller did what it must not.")
        {
            Trace = TraceInvariants.NoWarning,
            Source = "docs/reference/ownership.md sections 4.2 and 4.9 (hole H-3)",
            CheckedBy = ["TurnChecks"],
        },
        new("PANIC", "The kernel does not stop the machine.")
        {
            Trace = TraceInvariants.NoPanic,
            Source = "docs/reference/ownership.md section 2.2; vfio_iommu_group_notifier (v5.15)",
            CheckedBy = ["TurnChecks"],
        },
    ];
}

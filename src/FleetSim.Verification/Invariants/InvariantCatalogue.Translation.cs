namespace FleetSim.Verification.Invariants;

/// <content>Tables, caches and IOVAs of an IOMMU unit.</content>
public static partial class InvariantCatalogue
{
    private static InvariantInfo[] OfTranslation() =>
    [
        new("TR-1", "Once a strict unmap has returned, no access to its IOVAs succeeds.")
        {
            Source = "docs/reference/translation.md section 8; iommu_dma_unmap_page",
            CheckedBy = ["KernelDomainProperties", "ProgrammingTests"],
        },
        new("TR-2", "An IOVA is not handed out again while an IOTLB may hold its old translation.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; fq_ring_free",
            CheckedBy = ["KernelDomain", "FlushQueueProperties"],
        },
        new("TR-3", "A table page is not used again while a paging-structure cache may hold it.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; iommu_iotlb_gather_queued",
            CheckedBy = ["KernelDomain", "FlushQueueProperties"],
        },
        new("TR-4", "Caches change no answer as long as software invalidates what it must.")
        {
            Source = "docs/reference/translation.md sections 1.8 and 8; VT-d specification, caching of translations",
            CheckedBy = ["SecondStageTableTests", "MemoryImageProperties"],
        },
        new("TR-5", "A request that is not translated is blocked once and leaves at most one fault record.")
        {
            Source = "docs/reference/translation.md sections 1.6 and 8; VT-d specification, fault recording",
            CheckedBy = ["TranslationChecks", "FaultLog"],
        },
        new("TR-6", "An unmap returns exactly the number of bytes that stop translating.")
        {
            Source = "docs/reference/translation.md section 8; iommu_unmap",
            CheckedBy = ["SecondStageTableTests", "KernelDomainProperties"],
        },
        new("TR-ALIGNED", "A range that is unmapped consists of whole 4 KiB pages.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; __iommu_unmap",
            CheckedBy = ["SecondStageTable"],
        },
        new("TR-MEMORY", "Every table that a unit has built is in memory.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8",
            CheckedBy = ["SecondStageTable", "PhysicalMemory"],
        },
        new("TR-FRAMES", "A table page is returned once, and only after it was handed out.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8",
            CheckedBy = ["TableFrames"],
        },
        new("TR-DOMAIN-IDS", "A unit has an id for every domain that is attached to it.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md sections 1.7 and 8; CAP_REG.ND",
            CheckedBy = ["UnitDomains"],
        },
        new("TR-DMA", "Only a default domain of type DMA or DMA-FQ has mappings of kernel drivers.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; iommu_dma_init_domain",
            CheckedBy = ["KernelDomain"],
        },
        new("TR-IOVA", "An IOVA range is handed out once and taken back as it was handed out; a reserved one never is.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; alloc_iova, free_iova, reserve_iova",
            CheckedBy = ["IovaAllocator"],
        },
        new("TR-FLUSH", "A flush queue takes no more than it has room for, and a flush ends after it began.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md section 8; queue_iova, fq_flush_iotlb",
            CheckedBy = ["FlushQueue"],
        },
        new("TR-QUEUE-OFF", "Registers invalidate, and the queue's address changes, only while the queue is off.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/translation.md sections 1.8 and 8; VT-d specification, queued invalidation",
            CheckedBy = ["InvalidationQueue"],
        },
    ];
}

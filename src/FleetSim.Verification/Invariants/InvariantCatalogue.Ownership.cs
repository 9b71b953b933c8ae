namespace FleetSim.Verification.Invariants;

/// <content>Fields of a policy, a protocol or a VFIO file that agree with each other.</content>
public static partial class InvariantCatalogue
{
    private static InvariantInfo[] OfOwnership() =>
    [
        new("INV-2", "A group has an owner exactly as its count says: an owner needs a count of one or more.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; struct iommu_group",
            CheckedBy = ["MainlinePolicy", "EnumV1Policy", "TagPolicy", "ViabilityPolicy"],
        },
        new("INV-11", "A group is on its blocking domain only after that domain was allocated.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; __iommu_group_alloc_blocking_domain",
            CheckedBy = ["MainlinePolicy"],
        },
        new("INV-12", "A group without members has no owner, count or domain, and only such a group is formed again.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; __iommu_group_remove_device",
            CheckedBy = ["MainlinePolicy", "GroupProtocol"],
        },
        new("INV-19", "A group's count is its granted claims minus its releases; a held claim can always be released.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; iommu_device_unuse_default_domain",
            CheckedBy = ["GroupProtocol", "DeviceProtocol", "GroupSpecification"],
        },
        new("INV-26", "A host, device, group or process carries out one call at a time.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md sections 5 and 6",
            CheckedBy = ["GroupProtocol", "DeviceProtocol", "AddressSpaceProtocol"],
        },
        new("INV-27", "A device that a host adds is not there yet, so its registration is never refused.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md sections 4.7 and 5; pci_device_add",
            CheckedBy = ["HostProtocol"],
        },
        new("INV-28", "A device that a host removes is still there, so its removal is never refused.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md sections 4.8 and 5; pci_stop_and_remove_bus_device",
            CheckedBy = ["HostProtocol"],
        },
        new("INV-29", "A device joins its group once.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/ownership.md section 5; iommu_group_add_device",
            CheckedBy = ["OwnershipPolicy"],
        },
        new("INV-6", "The count of a group without an owner is the number of its members bound to kernel DMA drivers.")
        {
            Source = "docs/reference/ownership.md section 5; iommu_device_use_default_domain",
            CheckedBy = ["OwnershipProperties"],
        },
        new("INV-7", "The count of an owned group is the number of the owner's claims.")
        {
            Source = "docs/reference/ownership.md section 5; iommu_device_claim_dma_owner",
            CheckedBy = ["OwnershipProperties"],
        },
        new("INV-10", "A group gets or loses an owner only while no PASID of it is attached.")
        {
            Source = "docs/reference/ownership.md sections 4.10 and 5; __iommu_take_dma_ownership",
            CheckedBy = ["MainlineTableTests"],
        },
        new("INV-18", "Binding or unbinding a DMA-managed driver changes neither owner nor count.")
        {
            Source = "docs/reference/ownership.md sections 4.5 and 5; struct device_driver driver_managed_dma",
            CheckedBy = ["MainlineTableTests"],
        },
        new("INV-20", "All members of a group and all domains attached to it belong to one IOMMU driver.")
        {
            Source = "docs/reference/ownership.md section 5; a host has one kind of IOMMU, so nothing can break it",
            CheckedBy = ["HostIommu"],
        },
        new("VFIO-1", "A group counts every open device file of its members, so a close always finds one.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/userapi.md section 1.5; vfio_device_group_close",
            CheckedBy = ["VfioGroupRules"],
        },
        new("VFIO-2", "No device file is open when the last VFIO driver leaves a group.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/userapi.md section 1.5; vfio_unregister_group_dev",
            CheckedBy = ["VfioGroupRules"],
        },
        new("VFIO-3", "A unit never refuses a mapping that type 1 has accepted.")
        {
            IsBookkeeping = true,
            Source = "docs/reference/userapi.md section 1.5; vfio_iommu_map",
            CheckedBy = ["AddressSpacePrograms"],
        },
    ];
}

namespace FleetSim.Model.Groups.Platform;

/// <summary>How an IOMMU driver groups devices that are not on PCI.</summary>
public enum PlatformGroupRule
{
    /// <summary>
    /// A group for each; devices cannot share stream ids (SMMUv3; platform devices on Intel and virtio-iommu).
    /// </summary>
    OneEach,

    /// <summary>Devices with equal stream ids share; all ids of a device must agree (SMMUv2).</summary>
    ByStreamId,
}

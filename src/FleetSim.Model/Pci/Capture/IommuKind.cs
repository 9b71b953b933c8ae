namespace FleetSim.Model.Pci.Capture;

/// <summary>Which IOMMU a host has.</summary>
public enum IommuKind
{
    None,

    /// <summary>VT-d with caching mode: a virtual unit that must be told of new mappings too.</summary>
    Intel,

    /// <summary>VT-d as real hardware has it.</summary>
    IntelNoCachingMode,

    /// <summary>AMD-Vi.</summary>
    Amd,

    /// <summary>virtio-iommu: a function has no unit until a driver first probes it.</summary>
    Virtio,

    /// <summary>Arm SMMUv3. No recording has one; the built-in host kinds do.</summary>
    ArmSmmuV3,
}

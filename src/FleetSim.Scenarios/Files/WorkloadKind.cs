namespace FleetSim.Scenarios.Files;

/// <summary>What a workload does again and again.</summary>
public enum WorkloadKind
{
    /// <summary>Plugs and unplugs subtrees.</summary>
    HotplugStorm,

    /// <summary>Claims groups or devices for VMs, holds and releases them.</summary>
    ClaimContention,

    /// <summary>Binds and unbinds kernel drivers, and attaches private domains from the kernel's side.</summary>
    DriverChurn,

    /// <summary>Lives of VMs: claim groups, map memory, do DMA, be stopped or killed, release.</summary>
    VmChurn,

    /// <summary>Devices of VMs send batches of requests to their IOMMU unit.</summary>
    Translation,
}

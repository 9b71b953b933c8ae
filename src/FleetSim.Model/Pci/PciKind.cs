namespace FleetSim.Model.Pci;

/// <summary>What a function is on the fabric: the PCIe device/port type, or its conventional counterpart.</summary>
/// <remarks>Source: PCIe Base Specification 7.5.3.2 (Device/Port Type); the header layout decides without
/// PCIe.</remarks>
public enum PciKind
{
    Endpoint,
    LegacyEndpoint,
    RootPort,
    UpstreamPort,
    DownstreamPort,
    PcieToPciBridge,
    PciToPcieBridge,
    RootComplexEndpoint,
    RootComplexEventCollector,

    /// <summary>No PCIe capability, header type 0.</summary>
    Conventional,

    /// <summary>No PCIe capability, header type 1 or 2.</summary>
    ConventionalBridge,
}

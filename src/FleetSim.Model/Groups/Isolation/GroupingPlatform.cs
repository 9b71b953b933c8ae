using FleetSim.Model.Pci.Capture;

namespace FleetSim.Model.Groups.Isolation;

/// <summary>What a host's firmware and boot say that changes the verdict of ACS quirks.</summary>
/// <remarks>Source: pci_quirk_amd_sb_acs, pci_quirk_enable_intel_pch_acs in drivers/pci/quirks.c.</remarks>
public sealed record GroupingPlatform
{
    /// <summary>An ACPI IVRS table is there: the host has an AMD IOMMU.</summary>
    public bool HasIvrs { get; init; }

    /// <summary>
    /// Enumeration has closed the peer decodes of Intel PCH root ports (Ibex Peak to Wellsburg). It does whenever an
    /// IOMMU is in use and the chipset's root complex registers can be reached.
    /// </summary>
    public bool PchPeerDecodesClosed { get; init; } = true;

    public static GroupingPlatform Of(IommuKind kind) =>
        new() { HasIvrs = kind == IommuKind.Amd, PchPeerDecodesClosed = kind != IommuKind.None };
}

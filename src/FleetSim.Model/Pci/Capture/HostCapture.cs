using System.Collections.Immutable;

namespace FleetSim.Model.Pci.Capture;

/// <summary>A host as it was recorded: what stood in its PCI topology, at boot and after each later change.</summary>
public sealed record HostCapture
{
    public required string Name { get; init; }

    public IommuKind Iommu { get; init; }

    /// <summary>As <c>/proc/version</c> begins; null when not recorded.</summary>
    public string? Kernel { get; init; }

    public string? KernelCommandLine { get; init; }

    /// <summary>At least one; the first is boot.</summary>
    public required ImmutableArray<CaptureStage> Stages { get; init; }

    /// <summary>What the input left open and the importer had to decide, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

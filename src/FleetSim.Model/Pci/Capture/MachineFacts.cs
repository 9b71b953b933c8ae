namespace FleetSim.Model.Pci.Capture;

/// <summary>What a live machine says about itself, for <see cref="CaptureWriter"/>.</summary>
public sealed record MachineFacts(string Name, IommuKind Iommu, string? Kernel, string? KernelCommandLine);


namespace FleetSim.Model.Pci.Capture;

/// <summary>A function with what the kernel had decided about it.</summary>
/// <param name="Driver">The bound driver; null for none.</param>
/// <param name="Group">Number of its IOMMU group; null when it is not behind an IOMMU, or was not recorded.</param>
public sealed record CapturedFunction(PciFunction Function, string? Driver, int? Group)
{
    public PciAddress Address => Function.Address;
}


namespace FleetSim.Model.Pci.Capture;

/// <summary>What a live machine says about one PCI function, for <see cref="CaptureWriter"/>.</summary>
/// <param name="Config">The bytes that could be read of its configuration space.</param>
/// <param name="ConfigSize">Size of the space as the kernel sees it: 256 or 4096.</param>
/// <param name="Driver">The bound driver; null for none.</param>
/// <param name="Group">Number of its IOMMU group; null for none.</param>
/// <param name="PhysicalFunction">The PF, for a VF.</param>
/// <param name="Path">Where its sysfs directory really is, such as <c>/sys/devices/pci0000:00/0000:00:02.0</c>.</param>
/// <param name="Unit">The IOMMU in whose scope it is; null for none.</param>
public sealed record DeviceFacts(
    PciAddress Address,
    ReadOnlyMemory<byte> Config,
    int ConfigSize,
    string? Driver,
    int? Group,
    PciAddress? PhysicalFunction,
    string Path,
    string? Unit);

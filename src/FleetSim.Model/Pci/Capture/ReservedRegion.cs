namespace FleetSim.Model.Pci.Capture;

/// <summary>A range of IOVAs that a group must not map freely.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">Last byte.</param>
/// <param name="Type">As sysfs has it: <c>direct</c>, <c>direct-relaxable</c>, <c>msi</c>, <c>reserved</c>.</param>
public readonly record struct ReservedRegion(ulong Start, ulong End, string Type);

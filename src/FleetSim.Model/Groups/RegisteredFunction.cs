using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups;

/// <summary>A function the kernel knows, as grouping left it.</summary>
/// <param name="Order">Grows with each registration; not dense.</param>
/// <param name="Multifunction">
/// The flag that the next grouping sees. The header bit alone while the function itself is hot-added; afterwards, and
/// at boot, also true for what the slot scan found above function 0.
/// </param>
/// <param name="Group">Null when no IOMMU unit translates it.</param>
/// <remarks>
/// Source: reference/groups.md 2; pci_scan_slot in drivers/pci/probe.c sets the flag after the function is added.
/// </remarks>
public sealed record RegisteredFunction(PciAddress Address, int Order, bool Multifunction, GroupKey? Group);

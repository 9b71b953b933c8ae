using FleetSim.Model.Pci;

namespace FleetSim.Model.Groups.Requesters;

/// <summary>One requester id under which a function's requests can reach the IOMMU.</summary>
/// <param name="Visited">
/// The function the walk stood at: the function itself, its real DMA device, or a bridge above.
/// </param>
/// <param name="Rid">The requester id seen there.</param>
public readonly record struct DmaAlias(PciAddress Visited, Rid Rid);

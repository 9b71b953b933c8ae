using FleetSim.Model.Pci;

namespace FleetSim.Model.Domains;

/// <summary>Where one requester id is attached.</summary>
public readonly record struct RidAttachment(Rid Rid, Domain Domain);

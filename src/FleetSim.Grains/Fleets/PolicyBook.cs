using FleetSim.Model.Ownership;

namespace FleetSim.Grains.Fleets;

/// <summary>Finds the ownership policy that a declaration names.</summary>
/// <returns>Null when there is none of that name.</returns>
public delegate OwnershipPolicy? PolicyBook(string name);

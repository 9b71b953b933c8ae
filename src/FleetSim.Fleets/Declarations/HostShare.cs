using FleetSim.Fleets.Sources;

namespace FleetSim.Fleets.Declarations;

/// <summary>A kind of host, and its share of the fleet.</summary>
/// <param name="Source">What hosts of the kind are made of.</param>
/// <param name="Weight">Share of the fleet in proportion to the other weights, 1 to 1,000.</param>
public sealed record HostShare(HostSource Source, int Weight);

using FleetSim.Model.Hosts;

namespace FleetSim.Contracts.Declarations;

/// <summary>A kind of host, and its share of the fleet.</summary>
/// <param name="Source">What hosts of the kind are made of.</param>
/// <param name="Weight">Share of the fleet in proportion to the other weights, 1 to 1,000.</param>
[GenerateSerializer]
[Immutable]
[Alias("fleetsim.host-share")]
public sealed record HostShare([property: Id(0)] HostSource Source, [property: Id(1)] int Weight);

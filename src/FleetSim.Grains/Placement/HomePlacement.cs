using Orleans.Placement;

namespace FleetSim.Grains.Placement;

/// <summary>All grains of a host live on one silo, its home, so that a protocol costs local calls.</summary>
/// <remarks>For speed only: nothing is correct because of it.</remarks>
[Serializable]
public sealed class HomePlacement : PlacementStrategy;

/// <summary>Places the grains of a class at their host's home.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HomePlacementAttribute() : PlacementAttribute(new HomePlacement());

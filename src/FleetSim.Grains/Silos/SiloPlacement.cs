using Orleans.Placement;

namespace FleetSim.Grains.Silos;

/// <summary>A grain whose key is the address of a silo lives on that silo.</summary>
[Serializable]
public sealed class SiloPlacement : PlacementStrategy;

/// <summary>Places the grains of a class on the silos that their keys name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloPlacementAttribute() : PlacementAttribute(new SiloPlacement());


namespace FleetSim.Model.Translation.Hardware;

/// <summary>How much of the context cache an invalidation removes. The values are those of the request codes.</summary>
public enum InvalidationScope : byte
{
    Global = 1,
    Domain = 2,
    Device = 3,
}

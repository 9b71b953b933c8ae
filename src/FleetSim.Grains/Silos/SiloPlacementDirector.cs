using Orleans.Runtime.Placement;

namespace FleetSim.Grains.Silos;

/// <summary>Finds the silo that a key names.</summary>
public sealed class SiloPlacementDirector : IPlacementDirector
{
    /// <exception cref="SiloUnavailableException">It is not there any more.</exception>
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var wanted = SiloAddress.FromParsableString(key);
        return Array.Find(context.GetCompatibleSilos(target), silo => silo.Equals(wanted)) is { } found
            ? Task.FromResult(found)
            : throw new SiloUnavailableException($"there is no silo {key}");
    }
}

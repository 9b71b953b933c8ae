using System.IO.Hashing;
using System.Runtime.InteropServices;
using FleetSim.Contracts;
using Orleans.Runtime.Placement;

namespace FleetSim.Grains.Placement;

/// <summary>Chooses a host's home by rendezvous hashing of the host part of a key over the silos' endpoints.</summary>
/// <remarks>
/// The silo with the highest hash of (host, endpoint) wins, so a silo that comes or goes moves only its own share.
/// Endpoints and not addresses with a generation: a restarted silo gets its hosts back. Thaler and Ravishankar, 1998.
/// </remarks>
public sealed class HomePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        return Task.FromResult(silos.Length == 1 ? silos[0] : Home(HostKey.HostOf(target.GrainIdentity.Key.ToString()!), silos));
    }

    /// <summary>The home of a host among some silos.</summary>
    public static SiloAddress Home(string host, IReadOnlyList<SiloAddress> silos)
    {
        var home = silos[0];
        var highest = Weight(host, home);
        foreach (var silo in silos.Skip(1))
        {
            var weight = Weight(host, silo);
            if (weight > highest)
            {
                (home, highest) = (silo, weight);
            }
        }

        return home;
    }

    private static ulong Weight(string host, SiloAddress silo) => XxHash3.HashToUInt64(
        MemoryMarshal.AsBytes(host.AsSpan()),
        unchecked((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(silo.Endpoint.ToString().AsSpan()))));
}

using FleetSim.Model.Translation.Caches;
using FleetSim.Verification.Translation;

namespace FleetSim.Scenarios.Workloads;

/// <summary>What a unit's IOTLB has to have of pages of one size.</summary>
internal static class PageHits
{
    /// <summary>See <see cref="IotlbGeometry.Default"/> for how many entries a class has.</summary>
    public static ExpectedHits Of(int pageShift) => new(pageShift, pageShift switch
    {
        12 => IotlbGeometry.Default.Sets4K,
        21 => IotlbGeometry.Default.Sets2M,
        _ => IotlbGeometry.Default.Sets1G,
    });
}

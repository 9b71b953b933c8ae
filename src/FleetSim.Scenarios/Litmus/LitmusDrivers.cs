using FleetSim.Model.Drivers;

namespace FleetSim.Scenarios.Litmus;

/// <summary>The drivers that litmus tests bind: the known ones, and one that no kernel has in its tree.</summary>
public static class LitmusDrivers
{
    /// <summary>Attaches a domain although the bus has claimed nothing for it, which opens hole H-2. Matches by
    /// override only.</summary>
    public static Driver AttachesUnclaimed { get; } = new() { Name = "attaches-unclaimed", ManagesDma = true };

    public static DriverCatalogue Catalogue { get; } = new([.. KnownDrivers.All, AttachesUnclaimed]);
}

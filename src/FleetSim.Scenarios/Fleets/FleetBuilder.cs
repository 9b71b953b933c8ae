using FleetSim.Contracts.Declarations;
using FleetSim.Fleets.Sources;
using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Fleets;

/// <summary>Makes the fleet that a scenario declares.</summary>
public static class FleetBuilder
{
    /// <summary>Finds the hosts that a scenario names.</summary>
    /// <param name="directory">Where relative paths of captures and dumps start: the folder of the scenario
    /// file.</param>
    /// <exception cref="InputException">A topology is neither a built-in kind nor a readable capture or
    /// dump.</exception>
    public static FleetDeclaration Declare(Scenario scenario, string directory)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return new FleetDeclaration
        {
            Hosts = scenario.Fleet.Hosts,
            Mix = [.. scenario.Fleet.Mix.Select(part => new HostShare(Find(part, directory), part.Weight))],
            Policy = scenario.Policy,
            Seed = scenario.Seed,
            Durability = scenario.Durability,
            ChecksInvariants = scenario.Checks.Invariants == InvariantChecks.Continuous,
            RecordsHistory = scenario.Checks.History == HistoryChecks.Linearizable,
        };
    }

    /// <summary>Declares a scenario's fleet and boots its templates.</summary>
    /// <param name="policy">The ownership policy; a scenario is run under several when policies are compared.</param>
    /// <param name="directory">Where relative paths start.</param>
    /// <exception cref="InputException">As for <see cref="Declare"/>.</exception>
    public static Fleet Build(Scenario scenario, OwnershipPolicy policy, string directory) =>
        Declare(scenario, directory).Boot(policy);

    private static HostSource Find(MixPart part, string directory) =>
        HostSources.Find(part.Topology, directory, new InputPlace(Line: part.Line, Field: "fleet.mix.topology"));
}

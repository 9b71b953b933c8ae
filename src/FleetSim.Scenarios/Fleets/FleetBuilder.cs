using FleetSim.Model;
using FleetSim.Model.Hosts;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Fleets;

/// <summary>Makes the fleet a scenario declares: boots one template for each topology of its mix.</summary>
public static class FleetBuilder
{
    /// <param name="policy">The ownership policy; a scenario is run under several when policies are compared.</param>
    /// <param name="directory">Where relative paths of captures and dumps start: the folder of the scenario
    /// file.</param>
    /// <exception cref="InputException">A topology is neither a built-in kind nor a readable capture or
    /// dump.</exception>
    public static Fleet Build(Scenario scenario, OwnershipPolicy policy, string directory)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var mix = scenario.Fleet.Mix.Select(part => (Template(part, policy, directory), part.Weight)).ToList();
        return new Fleet(policy, scenario.Fleet.Hosts, mix, scenario.Seed);
    }

    private static HostTemplate Template(MixPart part, OwnershipPolicy policy, string directory) =>
        HostSource.Find(part.Topology, directory, new InputPlace(Line: part.Line, Field: "fleet.mix.topology"))
            .Boot(policy);
}

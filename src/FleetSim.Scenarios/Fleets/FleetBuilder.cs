using FleetSim.Model;
using FleetSim.Model.Groups;
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

    private static HostTemplate Template(MixPart part, OwnershipPolicy policy, string directory)
    {
        var topology = part.Topology;
        if (HostKinds.Find(topology) is { } kind)
        {
            return HostTemplate.Boot(kind.Name, kind.Topology, HostIommu.Of(kind.Iommu, null), policy, slots: kind.Slots);
        }

        var path = Path.Combine(directory, topology);
        if (!File.Exists(path))
        {
            var kinds = string.Join(", ", HostKinds.All.Select(one => one.Name));
            throw new InputException(
                $"there is no file '{path}' and no host kind of that name; the kinds are {kinds}",
                new InputPlace(Line: part.Line, Field: "fleet.mix.topology"));
        }

        var capture = CaptureFile.Read(path);
        var boot = capture.Stages[0].Topology;
        return HostTemplate.Boot(
            Path.GetFileName(path),
            boot,
            HostIommu.Of(capture.Iommu, capture.KernelCommandLine),
            policy,
            slots: DerivedSlots.Of(boot));
    }
}

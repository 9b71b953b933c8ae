using FleetSim.Contracts;
using FleetSim.Model.Hosts;

namespace FleetSim.Grains.Hosts;

/// <summary>Which host of the fleet a grain belongs to, and what it starts from.</summary>
internal readonly record struct FleetHost(int Index, string Key, HostTemplate Template)
{
    /// <exception cref="KeyNotFoundException">The fleet has no such host.</exception>
    public static FleetHost Of(GrainId grain, Fleet fleet)
    {
        var key = grain.Key.ToString()!;
        return HostKey.TryIndex(key, out var index) && index < fleet.Hosts
            ? new FleetHost(index, HostKey.HostOf(key), fleet.TemplateOf(index))
            : throw new KeyNotFoundException($"the fleet of {fleet.Hosts} hosts has no host '{key}'");
    }
}

using System.Collections.Immutable;
using FleetSim.Model.Ownership;

namespace FleetSim.Model.Hosts;

/// <summary>Boots hosts of which several are made of the same.</summary>
public static class HostBoot
{
    /// <summary>The template of each source, in their order. What occurs twice boots once.</summary>
    public static ImmutableArray<HostTemplate> All(IEnumerable<HostSource> sources, OwnershipPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var booted = new Dictionary<HostSource, HostTemplate>(ReferenceEqualityComparer.Instance);
        var templates = ImmutableArray.CreateBuilder<HostTemplate>();
        foreach (var source in sources)
        {
            if (!booted.TryGetValue(source, out var template))
            {
                booted.Add(source, template = source.Boot(policy));
            }

            templates.Add(template);
        }

        return templates.DrainToImmutable();
    }
}

using System.Collections.Concurrent;
using FleetSim.Model.Domains;
using FleetSim.Model.Hosts;
using FleetSim.Model.Hosts.Kinds;
using FleetSim.Model.Ownership;
using FleetSim.Verification.Audit;

namespace FleetSim.Model.Tests.Hosts;

/// <summary>Built-in kinds of hosts after boot, and what an audit says of them.</summary>
internal static class TestHosts
{
    private static readonly ConcurrentDictionary<(string Kind, string Policy), HostTemplate> Templates = new();

    public static HostTemplate Template(string kind, string policy = "mainline") => Templates.GetOrAdd((kind, policy), key =>
    {
        var found = HostKinds.Find(key.Kind)!;
        return HostTemplate.Boot(
            found.Name,
            found.Topology,
            HostIommu.Of(found.Iommu, null),
            OwnershipPolicies.Find(key.Policy)!,
            slots: found.Slots);
    });

    public static LocalHost Boot(string kind, string policy = "mainline") =>
        new(OwnershipPolicies.Find(policy)!, Template(kind, policy));

    public static HostFacts Facts(LocalHost host) => HostFacts.Of("host", host);

    /// <summary>Contradictions between the parts; a claim that is still held is none.</summary>
    public static IEnumerable<string> Contradictions(LocalHost host) =>
        HostAudit.Problems(Facts(host)).Where(problem => !problem.Contains("still claimed by", StringComparison.Ordinal));
}

using System.Collections.Concurrent;
using FleetSim.Verification.Audit;

namespace FleetSim.Fleets.Audit;

/// <summary>Audits every host that is up, after the load has ended.</summary>
public static class FleetAuditor
{
    /// <summary>Hosts read at the same time.</summary>
    private const int HostsAtOnce = 16;

    /// <param name="progress">Told how many hosts are done.</param>
    public static async Task<AuditResult> Audit(IFleet target, IReadOnlyList<int> hosts, Action<int> progress)
    {
        var found = new ConcurrentDictionary<int, HostFinding>();
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = target.TakesTime ? HostsAtOnce : 1 };
        await Parallel.ForEachAsync(hosts, options, async (host, _) =>
        {
            var facts = await target.Inspect(host);
            found[host] = new HostFinding(facts.IsDown, HostAudit.Problems(facts), Sizes(facts));
            progress(Interlocked.Increment(ref done));
        });

        var findings = hosts.Select(host => found[host]).ToList();
        var sizes = findings.SelectMany(finding => finding.GroupSizes)
            .GroupBy(size => size).OrderBy(sizes => sizes.Key);
        return new AuditResult(
            hosts.Count,
            findings.Count(finding => finding.IsDown),
            [.. findings.SelectMany(finding => finding.Problems)],
            sizes.ToDictionary(size => size.Key, size => size.LongCount()));
    }

    private static List<int> Sizes(HostFacts facts) =>
        [.. facts.Groups.Values.Select(group => group.State.Members.Length).Where(size => size > 0)];

    private sealed record HostFinding(bool IsDown, IReadOnlyList<string> Problems, IReadOnlyList<int> GroupSizes);
}

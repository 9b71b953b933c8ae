namespace FleetSim.Fleets.Audit;

/// <summary>What the audit at the end of a run found.</summary>
/// <param name="Hosts">Touched hosts that were audited.</param>
/// <param name="HostsDown">Those among them that their policy had stopped; nothing is expected of them.</param>
/// <param name="Problems">One sentence each.</param>
/// <param name="GroupSizes">How many groups of the audited hosts have so many members.</param>
public sealed record AuditResult(
    int Hosts, int HostsDown, IReadOnlyList<string> Problems, IReadOnlyDictionary<int, long> GroupSizes);

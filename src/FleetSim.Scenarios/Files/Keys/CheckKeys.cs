using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of what is checked besides the thresholds.</summary>
internal static class CheckKeys
{
    private static readonly Key<InvariantChecks> Invariants = new(
        "invariants",
        new WordType<InvariantChecks>(("continuous", InvariantChecks.Continuous), ("off", InvariantChecks.Off)),
        "Whether every state that a group reaches is checked; gives the metrics violations and holes.")
    {
        Default = "continuous",
    };

    private static readonly Key<AuditChecks> Audit = new(
        "audit",
        new WordType<AuditChecks>(("end", AuditChecks.End), ("off", AuditChecks.Off)),
        "Whether the whole fleet is read and checked after the load; gives the metric audit.problems.")
    {
        Default = "end",
    };

    private static readonly Key<HistoryChecks> History = new(
        "history",
        new WordType<HistoryChecks>(("linearizable", HistoryChecks.Linearizable), ("off", HistoryChecks.Off)),
        "Whether every call to a group is recorded and, after the load, each group's history checked for an order that "
            + "explains all answers; gives the metric history.problems.")
    {
        Default = "linearizable",
    };

    public static MapType<ChecksPlan> Type { get; } = new(
        [Invariants, Audit, History],
        fields => new ChecksPlan(fields.Get(Invariants), fields.Get(Audit), fields.Get(History)));
}

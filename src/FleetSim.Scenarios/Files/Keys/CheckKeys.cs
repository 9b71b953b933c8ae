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

    private static readonly Key<bool> History = new(
        "history",
        new WordType<bool>(("off", false))
        {
            NotYet = new Dictionary<string, string>
            {
                ["linearizable"] = "histories are not recorded yet; leave the key out, or write off",
            },
        },
        "Whether the history of claims is checked; this version records none.")
    {
        Default = "off",
    };

    public static MapType<ChecksPlan> Type { get; } = new([Invariants, Audit, History], Build);

    private static ChecksPlan Build(Fields fields)
    {
        fields.Get(History); // Only off is left, which needs no place in the plan.
        return new ChecksPlan(fields.Get(Invariants), fields.Get(Audit));
    }
}

using FleetSim.Contracts.Declarations;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of the file itself.</summary>
internal static class ScenarioKeys
{
    public static readonly Key<ulong> Seed = new(
        "seed", new NumberType<ulong>(0, ulong.MaxValue), "Decides every random choice of the run.")
    {
        Default = "1",
    };

    public static readonly Key<string> Policy = new(
        "policy",
        new WordType<string>([.. OwnershipPolicies.All.Select(policy => (policy.Name, policy.Name))]),
        "The rules by which groups are owned, by their time in the kernel's history.")
    {
        Default = "mainline",
    };

    public static readonly Key<Durability> Durability = new(
        "durability",
        new WordType<Durability>(("none", FleetSim.Contracts.Declarations.Durability.None))
        {
            NotYet = new Dictionary<string, string>
            {
                ["store"] = "store needs a cluster, which this version does not have; leave the key out, or write none",
            },
        },
        "What outlives a silo: nothing.")
    {
        Default = "none",
    };

    public static readonly Key<TimeSpan> Duration = new(
        "duration", ScenarioValues.Duration, "How long is measured, such as 30s.")
    {
        Required = true,
    };

    public static readonly Key<FleetPlan> Fleet = new(
        "fleet", FleetKeys.Type, "The hosts.")
    {
        Required = true,
    };

    public static readonly Key<TimeSpan> Warmup = new(
        "warmup", ScenarioValues.DurationOrZero, "Load before the measurement begins, in no result.")
    {
        Default = "0s",
    };

    public static readonly Key<ChecksPlan> Checks = new(
        "checks", CheckKeys.Type, "What is checked besides the thresholds.")
    { Default = "{}" };

    public static readonly Key<IReadOnlyList<PlacedThreshold>> Thresholds = new(
        "thresholds",
        new ListType<PlacedThreshold>(ThresholdKeys.Type, "thresholds", min: 0, max: 1000),
        "What must hold after the run, such as violations == 0 or vms.latency.p99 < 250ms; else the run fails.")
    {
        Default = "[]",
    };

    public static readonly Key<IReadOnlyList<PlacedWorkload>> Workloads = new(
        "workloads",
        new ListType<PlacedWorkload>(WorkloadKeys.Type, "workloads", min: 1, max: 100),
        "What happens to the fleet; all workloads run at once.")
    {
        Required = true,
    };

    private static readonly Key<string> Name = new(
        "name", ScenarioValues.Name, "Names the scenario in reports.")
    {
        Required = true,
    };

    private static readonly Key<IReadOnlyList<string>> Disruptions = new(
        "disruptions",
        new ListType<string>(ScenarioValues.Name, "disruptions", min: 0, max: 0)
        {
            WhyNoMore = "disruptions need a cluster, which this version does not have; leave the list empty",
        },
        "What goes wrong on purpose; always empty in this version.")
    {
        Default = "[]",
    };

    public static MapType<Scenario> Type { get; } = new(
        [Name, Seed, Fleet, Policy, Durability, Warmup, Duration, Workloads, Disruptions, Checks, Thresholds], Build);

    private static Scenario Build(Fields fields)
    {
        fields.Get(Disruptions); // Always empty.
        var workloads = fields.Get(Workloads);
        var duration = fields.Get(Duration);
        var checks = fields.Get(Checks);
        ScenarioRules.RequireUniqueNames(workloads);
        foreach (var workload in workloads)
        {
            ScenarioRules.RequireFit(workload.Plan, duration, workload.Load);
        }

        return new Scenario
        {
            Name = fields.Get(Name),
            Seed = fields.Get(Seed),
            Fleet = fields.Get(Fleet),
            Policy = fields.Get(Policy),
            Durability = fields.Get(Durability),
            Warmup = fields.Get(Warmup),
            Duration = duration,
            Workloads = [.. workloads.Select(workload => workload.Plan)],
            Checks = checks,
            Thresholds = ScenarioRules.Thresholds(fields.Get(Thresholds), workloads, checks),
        };
    }
}

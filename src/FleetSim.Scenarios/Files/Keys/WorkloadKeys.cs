using System.Text.Json.Nodes;
using FleetSim.Load.Models;
using FleetSim.Load.Quantities;
using FleetSim.Scenarios.Files.Values;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of one workload.</summary>
internal static class WorkloadKeys
{
    private static readonly (string Word, WorkloadKind Kind)[] Kinds =
    [
        ("hotplug-storm", WorkloadKind.HotplugStorm),
        ("claim-contention", WorkloadKind.ClaimContention),
        ("driver-churn", WorkloadKind.DriverChurn),
        ("vm-churn", WorkloadKind.VmChurn),
        ("translation", WorkloadKind.Translation),
    ];

    private static readonly Key<string> Name = new(
        "name", ScenarioValues.Name, "Unique; the first part of the workload's metrics, such as vms.latency.p99.")
    {
        Required = true,
    };

    private static readonly Key<WorkloadKind> Kind = new(
        "kind", new WordType<WorkloadKind>(Kinds), "What the workload does.")
    {
        Required = true,
    };

    private static readonly Key<LoadProfile> Load = new(
        "load", LoadKeys.Type, "How often: by a rate of starts (inject) or by a number of users (constant).")
    {
        Required = true,
    };

    private static readonly Key<double> Skew = new(
        "skew",
        new NumberType<double>(0, 3),
        "Exponent of the Zipf law by which hosts are drawn: 0 treats all alike, 3 sends nearly everything to a few.")
    {
        Default = "1.0",
    };

    private static readonly Key<int> InFlight = new(
        "in-flight",
        new NumberType<int>(1, 1_000_000),
        "Open loads: operations that may be unanswered at once; what starts above it is counted as unsent.")
    {
        Default = "20000",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout",
        ScenarioValues.Duration,
        "An operation without an answer after so long is a failure called timeout; what it holds does not count.")
    {
        Default = "30s",
    };

    private static readonly Key<DurationRange> Hold = new(
        "hold",
        ScenarioValues.DurationRange,
        "How long a claim is held, or a VM lives; a range is drawn from anew each time.")
    {
        Default = "1ms..20ms",
        OnlyFor = [WorkloadKind.ClaimContention, WorkloadKind.VmChurn],
    };

    private static readonly Key<ClaimThrough> Through = new(
        "through",
        new WordType<ClaimThrough>(
            ("group", ClaimThrough.Group), ("device", ClaimThrough.Device), ("either", ClaimThrough.Either)),
        "What is claimed: a whole group, a device of it, or one or the other drawn for each claim.")
    {
        Default = "either",
        OnlyFor = [WorkloadKind.ClaimContention],
    };

    private static readonly Key<ClaimAmong> Among = new(
        "among",
        new WordType<ClaimAmong>(("all", ClaimAmong.All), ("free", ClaimAmong.Free)),
        "Which groups are asked for: all, or only those that no kernel driver uses when the host boots (free).")
    {
        Default = "all",
        OnlyFor = [WorkloadKind.ClaimContention],
    };

    private static readonly Key<double> Attach = new(
        "attach", ScenarioValues.Share, "Share of operations in which a kernel driver attaches a private domain.")
    {
        Default = "10%",
        OnlyFor = [WorkloadKind.DriverChurn],
    };

    private static readonly Key[] All =
        [Name, Kind, Load, Skew, InFlight, Timeout, Hold, Through, Among, Attach, .. VmKeys.All];

    public static MapType<PlacedWorkload> Type { get; } = new(All, Build) { CompleteSchema = AddKinds };

    public static string WordOf(WorkloadKind kind) => Kinds.First(pair => pair.Kind == kind).Word;

    private static PlacedWorkload Build(Fields fields)
    {
        var kind = fields.Get(Kind);
        if (All.FirstOrDefault(key => !key.IsFor(kind) && fields.Has(key)) is { } foreign)
        {
            var only = string.Join(" and ", foreign.OnlyFor.Select(WordOf));
            throw fields.PlaceOf(foreign).Error($"a {WordOf(kind)} workload has no such key; it belongs to {only}");
        }

        var load = fields.Get(Load);
        if (load.Kind == LoadKind.Closed && fields.Has(InFlight))
        {
            throw fields.PlaceOf(InFlight)
                .Error("a closed load (constant) has as many operations in flight as users; leave it out");
        }

        var plan = new WorkloadPlan
        {
            Name = fields.Get(Name),
            Kind = kind,
            Load = load,
            Skew = fields.Get(Skew),
            InFlightMax = fields.Get(InFlight),
            Timeout = fields.Get(Timeout),
            Hold = Hold.IsFor(kind) ? fields.Get(Hold) : null,
            Through = kind == WorkloadKind.ClaimContention ? fields.Get(Through) : ClaimThrough.Either,
            Among = kind == WorkloadKind.ClaimContention ? fields.Get(Among) : ClaimAmong.All,
            Attach = kind == WorkloadKind.DriverChurn ? fields.Get(Attach) : 0,
            Vm = VmKeys.Plan(fields, kind),
        };
        return new PlacedWorkload(plan, fields.PlaceOf(Name), fields.PlaceOf(Load));
    }

    /// <summary>For each kind: the keys it does not have.</summary>
    private static void AddKinds(JsonObject schema) => schema["allOf"] = new JsonArray([.. Kinds.Select(pair =>
    {
        var foreign = All.Where(key => !key.IsFor(pair.Kind));
        return new JsonObject
        {
            ["if"] = Properties([KeyValuePair.Create(Kind.Name, (JsonNode?)new JsonObject { ["const"] = pair.Word })]),
            ["then"] = Properties(foreign.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)false))),
        };
    })]);

    private static JsonObject Properties(IEnumerable<KeyValuePair<string, JsonNode?>> properties) =>
        new() { ["properties"] = new JsonObject(properties) };
}

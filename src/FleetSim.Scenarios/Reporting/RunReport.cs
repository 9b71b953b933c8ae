using FleetSim.Contracts;
using FleetSim.Fleets.Audit;
using FleetSim.Load.Report;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Running;
using FleetSim.Verification.History;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Reporting;

/// <summary>The page that shows a run: what happened over time, how long it took, what the fleet looks like, what
/// broke.</summary>
public static class RunReport
{
    /// <summary>Most incidents and audit problems listed; the counts say the rest.</summary>
    private const int ListedMax = 20;

    public static ReportDocument Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var scenario = result.Scenario;
        var sections = new List<ReportSection> { KeyFigures(result) };
        if (result.Thresholds.Count > 0)
        {
            sections.Add(LoadSections.Thresholds(result.Thresholds));
        }

        sections.AddRange(result.Load.Workloads.Keys.SelectMany(name => new ReportSection[]
        {
            LoadSections.Rate(result.Load, name),
            LoadSections.LatencyOverTime(result.Load, name),
        }));
        sections.Add(Refusals(result));
        if (TranslationDocument.Of(result) is { } translations)
        {
            sections.Add(Translations(translations));
        }

        sections.Add(LoadSections.Percentiles(result.Load));
        sections.Add(LoadSections.ServicePercentiles(result.Load));
        if (LoadSections.Memory(result.Load) is { } memory)
        {
            sections.Add(memory);
        }

        sections.Add(LoadSections.Latency(result.Load));
        sections.Add(LoadSections.Outcomes(result.Load));
        sections.Add(Invariants(result));
        if (result.Incidents.Count > 0)
        {
            sections.Add(List("Where invariants broke first", result.Incidents));
        }

        if (result.History is { } history)
        {
            sections.Add(History(history));
        }

        if (result.Audit is { } audit)
        {
            sections.Add(GroupSizes(audit));
            sections.Add(Audit(audit));
        }

        sections.Add(Checks(result));
        sections.Add(RunSurroundings.Of(result));
        sections.Add(RunSurroundings.ScenarioOf(scenario));
        return new ReportDocument(
            scenario.Name,
            $"{Figures.Count(scenario.Fleet.Hosts)} hosts · policy {result.Policy.Name} · seed {scenario.Seed}",
            Verdict(result),
            sections,
            RunSurroundings.Again(scenario));
    }

    private static ReportVerdict Verdict(RunResult result) => new(
        result.Passed,
        result.Passed
            ? $"{Figures.Count(result.Load.Operations)} operations, and no rule that {result.Policy.Name} guarantees was broken."
            : result.Reasons.Count == 1 ? "The run failed for one reason."
            : $"The run failed for {Figures.Count(result.Reasons.Count)} reasons.",
        [.. result.Reasons.Take(ListedMax), .. result.Shortfalls]);

    private static TilesSection KeyFigures(RunResult result)
    {
        var load = LoadSections.KeyFigures(result.Load);
        return load with
        {
            Tiles =
            [
                .. load.Tiles,
                Broken("Violations", result.Violations, "of what mainline guarantees"),
                Broken("Holes", result.Holes, "of what only strict guarantees"),
                Broken("Host panics", result.Panics, "stopped by the policy"),
            ],
        };
    }

    private static Tile Broken(string label, long count, string note) =>
        new(label, Figures.Count(count), Note: note, Tone: count > 0 ? Tone.Bad : Tone.Good);

    private static TableSection Refusals(RunResult result) => new(
        "Refusals by errno",
        [new("Errno"), new("Answers", Numeric: true)],
        [.. result.Refusals.Select(refusal => (IReadOnlyList<TableCell>)
        [
            new(refusal.Key),
            new(Figures.Count(refusal.Value)),
        ])])
    {
        Note = "Answers of hosts, devices and groups over the whole run, warm-up and inner calls included. "
            + "A refusal is a correct answer.",
    };

    private static TableSection Translations(TranslationDocument translations) => new(
        "Translations",
        [new("Requests of devices"), new("Answered", Numeric: true), new("By their addresses", Numeric: true)],
        [
            [new("translated"), new(Figures.Count(translations.Translated)), new("")],
            [
                new("blocked"),
                new(Figures.Count(translations.Faults)),
                new(Figures.Count(translations.Planned.Faults)),
            ],
            [
                new("answered by the IOTLB"),
                new(Figures.Count(translations.Hits)),
                new(translations.Planned.Hits is { } hits ? Figures.Count(hits) : "units are shared"),
            ],
            [new("a second"), new(Figures.Count(translations.PerSecond)), new("")],
            .. translations.Reasons.Select(reason => (IReadOnlyList<TableCell>)
            [
                new($"blocked: {reason.Key}", Tone.Muted),
                new(Figures.Count(reason.Value), Tone.Muted),
                new(""),
            ]),
        ])
    {
        Note = "Warm-up included. Every address is compared with the memory that it has to be in. Blocked are also the probes "
            + "of devices that are claimed and not yet attached, or were given back.",
    };

    private static TableSection Invariants(RunResult result)
    {
        var counts = result.Broken.ToDictionary(broken => broken.Invariant, broken => broken.Count);
        return new TableSection(
            "Isolation invariants",
            [new("Id"), new("What holds"), new("Kind"), new("Broken", Numeric: true)],
            [
                .. InvariantCatalogue.Isolation.Select(info =>
                    Row(result.Policy, info, counts.GetValueOrDefault(info.Isolation))),
            ])
        {
            Note = $"How often a group began to break each. Guaranteed are those that {result.Policy.Name} promises; "
                + "one of them broken fails the run.",
        };
    }

    private static IReadOnlyList<TableCell> Row(OwnershipPolicy policy, InvariantInfo info, long count)
    {
        var guaranteed = policy.Guarantees.HasFlag(info.Isolation);
        var kind = guaranteed ? "guaranteed"
            : IsolationInvariants.Holes.HasFlag(info.Isolation) ? "known hole"
            : "not promised";
        return
        [
            new(info.Id),
            new(info.Sentence),
            new(kind, guaranteed ? Tone.Neutral : Tone.Muted),
            new(Figures.Count(count), count > 0 ? Tone.Bad : Tone.Muted),
        ];
    }

    private static HistogramSection GroupSizes(AuditResult audit) => new(
        "Group sizes at the end",
        "devices in the group",
        "groups",
        [.. audit.GroupSizes.Select(size => new HistogramBar(size.Key.ToString(), size.Value))])
    {
        Note = "Of all hosts that are up.",
    };

    private static TextSection Audit(AuditResult audit)
    {
        var down = audit.HostsDown == 0
            ? ""
            : $" {Figures.Count(audit.HostsDown)} were down, and nothing is expected of them.";
        return audit.Problems.Count == 0
            ? new TextSection("Audit",
                [$"Host, device, group and unit of {Figures.Count(audit.Hosts)} hosts tell the same story.{down}"])
            : List("Audit", audit.Problems);
    }

    private static TextSection History(HistoryVerdict history) => List(
        "History of the calls to groups",
        [
            $"{HistoryText.Of(history)}.",
            .. history.Problems.SelectMany(problem => problem.Window.Prepend(
                $"{HostKey.Group(HostKey.Of(problem.Host), problem.Group)} {problem.Sentence}:")),
        ]);

    private static TableSection Checks(RunResult result) => new(
        "Checks",
        [new("Check"), new("What has to hold"), new("Verdict", Numeric: true)],
        [.. RunChecks.Of(result).Checks.Where(check => check.Group != RunChecks.Thresholds).Select(check =>
            (IReadOnlyList<TableCell>)
            [
                new(check.Group),
                new(check.Name),
                check.Problems.Count > 0 ? new($"failed ({Figures.Count(check.Problems.Count)})", Tone.Bad)
                    : check.Skipped is null ? new("held", Tone.Good) : new("not made", Tone.Muted),
            ])]);

    private static TextSection List(string title, IReadOnlyList<string> lines)
    {
        var rest = lines.Count - ListedMax;
        return new TextSection(
            title, [.. lines.Take(ListedMax), .. rest > 0 ? new[] { $"… and {Figures.Count(rest)} more." } : []]);
    }
}

using System.Globalization;
using FleetSim.Contracts;
using FleetSim.Load.Ci;
using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Load.Thresholds;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;
using FleetSim.Verification.Invariants;

namespace FleetSim.Scenarios.Reporting;

/// <summary>A run as a list of what had to hold: what build servers show, and the summary.</summary>
public static class RunChecks
{
    /// <summary>The group of the scenario's own wishes, which are shown with their values elsewhere.</summary>
    public const string Thresholds = "thresholds";

    private const string Off = "the scenario wants none";

    public static CheckedRun Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var scenario = result.Scenario;
        return new CheckedRun(
            scenario.Name,
            result.Load.Started,
            TimeSpan.FromSeconds(result.Load.WarmupSeconds + result.Load.MeasuredSeconds),
            [
                new("scenario", scenario.Name),
                new("seed", scenario.Seed.ToString(CultureInfo.InvariantCulture)),
                new("policy", result.Policy.Name),
                new("hosts", scenario.Fleet.Hosts.ToString(CultureInfo.InvariantCulture)),
                new("version", BuildDocument.This.Version),
            ],
            [
                .. result.Thresholds.Select(Threshold),
                .. Invariants(result),
                new RunCheck("invariants", "what each group keeps of itself", result.BrokenBookkeeping),
                .. result.Load.Workloads.Concat(result.Load.Steps)
                    .Select(pair => Answers(result, pair.Key, pair.Value)),
                .. Translations(result),
                History(result),
                new RunCheck(
                    "audit",
                    "host, device, group and unit tell the same story",
                    result.Audit?.Problems ?? [],
                    result.Audit is null ? Off : null),
                new RunCheck("run", "ran to its end", result.Load.Aborted ? ["the run was ended early"] : []),
            ]);
    }

    /// <summary>A threshold that was missed, with what was measured.</summary>
    internal static string Missed(ThresholdResult threshold) =>
        $"the threshold {threshold.Expression} was missed: "
        + (threshold.Actual is null ? "nothing was measured" : $"measured {Figures.Measured(threshold)}");

    private static RunCheck Threshold(ThresholdResult threshold) =>
        new(Thresholds, threshold.Expression, threshold.Met ? [] : [Missed(threshold)]);

    private static IEnumerable<RunCheck> Invariants(RunResult result)
    {
        var off = result.Scenario.Checks.Invariants == InvariantChecks.Off ? Off : null;
        var broken = result.Broken.ToDictionary(one => one.Invariant, one => one.Count);
        var guaranteed = InvariantCatalogue.Isolation.Where(info => result.Policy.Guarantees.HasFlag(info.Isolation));
        return guaranteed.Select(info =>
            new RunCheck(
                "invariants",
                $"{info.Id}: {info.Sentence}",
                broken.GetValueOrDefault(info.Isolation) is var count and > 0
                    ? [$"{result.Policy.Name} guarantees {info.Id}, which was broken {count} times"]
                    : [],
                off));
    }

    private static IEnumerable<RunCheck> Translations(RunResult result) => result.Translation is { } sent
        ? [new RunCheck("translations", "every address", [.. TranslationChecks.Of(sent, result.Counted)])]
        : [];

    private static RunCheck Answers(RunResult result, string name, WorkloadResult workload)
    {
        string[] problems =
        [
            .. workload.Failures > 0
                ? new[] { $"{name} had {workload.Failures} answers that {result.Policy.Name} does not allow, or none" }
                : [],
            .. workload.WarmupFailures > 0
                ? new[] { $"{name} had {workload.WarmupFailures} such answers in the warm-up" }
                : [],
        ];
        return new RunCheck("answers", $"{name}: every answer is allowed", problems);
    }

    private static RunCheck History(RunResult result) => new(
        "history",
        "some order of the calls to each group explains every answer",
        [
            .. result.History?.Problems.Select(problem =>
                $"{HostKey.Group(HostKey.Of(problem.Host), problem.Group)} {problem.Sentence}") ?? [],
        ],
        result.History is null ? Off : null);
}

using FleetSim.Load.Ci;
using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Reporting;

/// <summary>A run as a page of Markdown: what to put under a pull request.</summary>
public static class RunMarkdown
{
    /// <summary>Most reasons and problems listed; the counts say the rest.</summary>
    private const int ListedMax = 10;

    private static readonly (string Name, bool Numeric)[] WorkloadColumns =
    [
        ("workload", false), ("operations", true), ("rate", true), ("p50", true), ("p99", true), ("p99.9", true),
        ("max", true),
    ];

    public static string Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var scenario = result.Scenario;
        var page = new Markdown().Heading(2, $"{scenario.Name}: {(result.Passed ? "passed" : "failed")}");
        page.Paragraph(
            result.Passed ? "PASS" : "FAIL",
            $"{Figures.Count(scenario.Fleet.Hosts)} hosts, policy {result.Policy.Name}, seed {scenario.Seed}, "
            + $"{Figures.Count(result.Load.Operations)} operations in {Figures.Duration(result.Load.MeasuredSeconds)}; "
            + $"violations {Figures.Count(result.Violations)}, holes {Figures.Count(result.Holes)}, "
            + $"panics {Figures.Count(result.Panics)}");
        page.List(Shortened(result.Reasons));
        page.Heading(3, "Workloads").Table(WorkloadColumns, Measured(result.Load).Select(Row));
        page.Heading(3, "Outcomes").Table(
            [("workload", false), ("outcome", false), ("operations", true), ("share", true)],
            Measured(result.Load).SelectMany(pair => pair.Value.Outcomes.Select(outcome => (string[])
            [
                pair.Key,
                outcome.Key,
                Figures.Count(outcome.Value),
                Figures.Percent(outcome.Value / Math.Max(1.0, pair.Value.Operations)),
            ])));
        if (result.Thresholds.Count > 0)
        {
            page.Heading(3, "Thresholds").Table(
                [("threshold", false), ("measured", true), ("verdict", false)],
                result.Thresholds.Select(one => (string[])
                [
                    one.Expression,
                    Figures.Measured(one),
                    one.Met ? "met" : "missed",
                ]));
        }

        return Checks(page, result).ToString();
    }

    private static Markdown Checks(Markdown page, RunResult result) => page
        .Heading(3, "Checks")
        .Table(
            [("check", false), ("of", false), ("verdict", false)],
            RunChecks.Of(result).Checks.Where(check => check.Group != RunChecks.Thresholds).Select(check => (string[])
            [
                check.Group,
                check.Name,
                check.Problems.Count switch
                {
                    0 => check.Skipped is null ? "held" : "not made",
                    1 => check.Problems[0],
                    var count => $"{check.Problems[0]} (and {Figures.Count(count - 1)} more)",
                },
            ]));

    private static IEnumerable<KeyValuePair<string, WorkloadResult>> Measured(LoadResult load) =>
        load.Workloads.Concat(load.Steps.Where(step => step.Value.Operations > 0));

    private static string[] Row(KeyValuePair<string, WorkloadResult> measured)
    {
        var (name, workload) = measured;
        var latency = workload.Latency;
        return
        [
            name,
            Figures.Count(workload.Operations),
            Figures.Number(workload.RatePerSecond) + "/s",
            .. new[] { latency.P50, latency.P99, latency.P999, latency.Max }.Select(Figures.Duration),
        ];
    }

    private static IReadOnlyList<string> Shortened(IReadOnlyList<string> reasons) => reasons.Count <= ListedMax
        ? reasons
        : [.. reasons.Take(ListedMax), $"and {Figures.Count(reasons.Count - ListedMax)} more"];
}

using FleetSim.Contracts;
using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Terminal;

/// <summary>The end of a run on standard output: a table of workloads, refusals by errno, and the verdict with its
/// reasons.</summary>
internal static class RunSummary
{
    public static void Write(RunResult result, TextWriter output)
    {
        var console = output.Console();
        console.Write(Workloads(result.Load));
        console.WriteLine("refusals by errno: " + Refusals(result));
        foreach (var finding in RunText.Findings(result))
        {
            console.WriteLine(finding);
        }

        foreach (var shortfall in result.Shortfalls)
        {
            console.WriteLine(shortfall);
        }

        WriteWindow(result, output);
        foreach (var reason in RunText.Reasons(result))
        {
            console.WriteLine(reason);
        }

        console.MarkupLine(result.Passed ? "[green bold]PASS[/]" : "[red bold]FAIL[/]");
    }

    /// <summary>The first stretch of a history that no order explains; the JSON document has all.</summary>
    private static void WriteWindow(RunResult result, TextWriter output)
    {
        if (result.History?.Problems is [var first, ..])
        {
            output.WriteLine($"{HostKey.Group(HostKey.Of(first.Host), first.Group)} {first.Sentence}:");
            foreach (var line in first.Window)
            {
                output.WriteLine($"  {line}");
            }
        }
    }

    private static Table Workloads(LoadResult load)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("workload");
        foreach (var column in new[] { "operations", "rate", "ok", "refused", "failed", "p50", "p99", "p99.9", "max" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var (name, workload) in load.Workloads.Concat(load.Steps.Where(step => step.Value.Operations > 0)))
        {
            var ok = workload.Outcomes.GetValueOrDefault("ok");
            table.AddRow(
                Markup.Escape(load.Steps.ContainsKey(name) ? $"  {name}" : name),
                Figures.Count(workload.Operations),
                Figures.Number(workload.RatePerSecond) + "/s",
                Figures.Count(ok),
                Figures.Count(workload.Outcomes.Values.Sum() - ok - workload.Failures),
                Figures.Count(workload.Failures),
                Figures.Duration(workload.Latency.P50),
                Figures.Duration(workload.Latency.P99),
                Figures.Duration(workload.Latency.P999),
                Figures.Duration(workload.Latency.Max));
        }

        return table;
    }

    private static string Refusals(RunResult result) => result.Refusals.Count == 0
        ? "none"
        : string.Join(", ", result.Refusals.Select(refusal => $"{refusal.Key} {Figures.Count(refusal.Value)}"));
}

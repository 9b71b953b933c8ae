using FleetSim.Load.Report;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;
using FleetSim.Verification.Invariants;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Terminal;

/// <summary>Several policies under one seed, a row each.</summary>
internal static class ComparisonTable
{
    private static readonly string[] Errnos = ["EPERM", "EBUSY", "EINVAL", "ENODEV", "EHOSTDOWN"];

    private static readonly string[] Columns =
    [
        "violations", "holes", "panics", "warnings", .. Errnos, "claim p50", "claim p99", "history", "guarantees",
    ];

    public static void Write(IReadOnlyList<RunResult> results, TextWriter output)
    {
        var console = output.Console();
        var table = new Table().Border(TableBorder.Rounded).AddColumn("policy");
        foreach (var column in Columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow([.. Cells(result).Select(cell => new Text(cell))]);
        }

        console.Write(table);
        foreach (var result in results.Where(result => result.Broken.Count > 0))
        {
            var broken = result.Broken.Select(one =>
                $"{InvariantCatalogue.Get(one.Invariant).Id} {Figures.Count(one.Count)}");
            console.WriteLine($"{result.Policy.Name} broke {string.Join(", ", broken)}");
        }
    }

    private static IEnumerable<string> Cells(RunResult result)
    {
        var claim = result.Load.Steps.GetValueOrDefault(WorkloadSteps.Claim)?.Latency;
        return
        [
            result.Policy.Name,
            Figures.Count(result.Violations),
            Figures.Count(result.Holes),
            Figures.Count(result.Panics),
            Figures.Count(result.Warnings),
            .. Errnos.Select(errno => Figures.Count(result.Refusals.GetValueOrDefault(errno))),
            claim is null ? "–" : Figures.Duration(claim.P50),
            claim is null ? "–" : Figures.Duration(claim.P99),
            result.History is { } history ? history.IsLinearizable ? "held" : "broken" : "–",
            result.BrokenGuarantees.Count == 0 ? "held" : "broken",
        ];
    }
}

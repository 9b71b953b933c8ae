using FleetSim.Load.Report;
using FleetSim.Scenarios.Capacity;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Terminal;

/// <summary>The curve of rate against latency, and the highest rate that holds.</summary>
internal static class CapacityTable
{
    public static void Write(CapacityDocument found, TextWriter output)
    {
        var console = output.Console();
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in new[] { "planned", "answered", "p50", "p99", "p99.9", "max" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("held");
        foreach (var probe in found.Probes)
        {
            table.AddRow(
                Figures.Number(probe.Rate) + "/s",
                Figures.Number(probe.Achieved) + "/s",
                Figures.Duration(probe.P50),
                Figures.Duration(probe.P99),
                Figures.Duration(probe.P999),
                Figures.Duration(probe.Max),
                probe.Held ? "yes" : "[red]no[/]");
        }

        console.Write(table);
        console.WriteLine($"latencies of {found.LatencyOf}, from the planned start");
        console.WriteLine(found.NoiseSentence());
        console.WriteLine(found.Sentence());
    }
}

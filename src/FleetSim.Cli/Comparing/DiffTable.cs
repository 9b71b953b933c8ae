using System.Globalization;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Comparing;
using FleetSim.Load.Report;
using FleetSim.Scenarios.Reporting;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Comparing;

/// <summary>A comparison on the terminal, a line each figure.</summary>
internal static class DiffTable
{
    public static void Write(ComparedSets sets, ComparisonResult result, TextWriter output)
    {
        var console = output.Console();
        console.WriteLine(
            $"{sets.Scenario}: {Runs(result.BaseRuns)} of {string.Join(", ", sets.BaseBuilds)} before, "
            + $"{Runs(result.NewRuns)} of {string.Join(", ", sets.NewBuilds)} now");
        var table = new Table().Border(TableBorder.Rounded).AddColumns("workload", "figure");
        foreach (var column in new[] { "base", "new", "ratio", "interval" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("verdict");
        foreach (var line in result.Lines.Where(IsWorthALine))
        {
            table.AddRow([.. Cells(line).Select(cell => new Text(cell)), new Markup(Verdict(line))]);
        }

        console.Write(table);
        foreach (var note in sets.Notes)
        {
            console.WriteLine($"note: {note}");
        }

        if (DiffWords.Advice(result) is { Length: > 0 } advice)
        {
            console.WriteLine(advice);
        }

        console.WriteLine(DiffWords.Summary(result));
    }

    /// <summary>What never happened is told in the document only, but for the rules.</summary>
    private static bool IsWorthALine(ComparisonLine line) =>
        line.Kind != FigureKind.Event || line.Base > 0 || line.New > 0 || line.Figure is "violations" or "rules broken";

    private static IEnumerable<string> Cells(ComparisonLine line) =>
    [
        line.Subject,
        line.Figure,
        Value(line.Kind, line.Base),
        Value(line.Kind, line.New),
        line.Interval is { } interval ? Factor(interval.Ratio) : "",
        line.Interval is { } bounds ? $"{Factor(bounds.Low)} .. {Factor(bounds.High)}" : "",
    ];

    private static string Verdict(ComparisonLine line)
    {
        var word = DiffWords.Of(line.Verdict);
        return line.Verdict switch
        {
            LineVerdict.Regression => $"[red bold]{word}[/]",
            LineVerdict.Better => $"[green]{word}[/]",
            LineVerdict.TooNoisy => $"[yellow]{word}[/]",
            LineVerdict.Told => $"[dim]{word}[/]",
            _ => word,
        };
    }

    private static string Value(FigureKind kind, double value) => kind switch
    {
        FigureKind.Rate => Figures.Number(value) + "/s",
        FigureKind.Share => Figures.Percent(value),
        FigureKind.Event => Figures.Count(value),
        _ => Figures.Duration(value),
    };

    private static string Factor(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Runs(int count) => count == 1 ? "1 run" : $"{count} runs";
}

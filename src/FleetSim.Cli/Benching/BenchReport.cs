using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Benchmarks;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Report;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Benching;

/// <summary>What was measured, as a table or as a document.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void WriteTable(IReadOnlyList<BenchResult> results, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "unit");
        foreach (var column in new[] { "value", "reference", "ratio", "min..max", "budget", "met" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.Name,
                result.Unit,
                Figures.Number(result.Value),
                result.Reference is { } reference ? Figures.Number(reference) : "",
                Ratio(result.Ratio),
                SpreadOf(result),
                Ratio(result.Budget),
                result.Met is { } met ? (met ? "yes" : "no") : result.Note ?? "");
        }

        output.Console().Write(table);
    }

    public static void WriteJson(IReadOnlyList<BenchResult> results, TextWriter output)
    {
        var document = new JsonObject
        {
            ["results"] = new JsonArray([.. results.Select(result => new JsonObject
            {
                ["name"] = result.Name,
                ["unit"] = result.Unit,
                ["value"] = result.Value,
                ["reference"] = result.Reference,
                ["ratio"] = result.Ratio,
                ["budget"] = result.Budget,
                ["met"] = result.Met,
                ["note"] = result.Note,
                ["rounds"] = result.Rounds,
                ["values"] = Json(result.Values),
                ["ratios"] = result.Ratios is { } ratios ? Json(ratios) : null,
            })]),
        };
        output.WriteLine(document.ToJsonString(Indented));
    }

    private static JsonObject Json(Spread spread) => new() { ["min"] = spread.Min, ["max"] = spread.Max };

    /// <summary>Of the ratio; without one, of the value.</summary>
    private static string SpreadOf(BenchResult result) => result.Ratios is { } ratios
        ? $"{Ratio(ratios.Min)}..{Ratio(ratios.Max)}"
        : $"{Figures.Number(result.Values.Min)}..{Figures.Number(result.Values.Max)}";

    private static string Ratio(double? ratio) => ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? "";
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Benchmarks;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Report;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Benching;

/// <summary><c>fleetsim bench</c>.</summary>
internal static class BenchCommand
{
    private const int PairsPerRound = 200_000;
    private const int DeclaredHosts = 100_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of each budget; medians are printed.",
            DefaultValueFactory = _ => 5,
        };
        rounds.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > 100))
            {
                result.AddError("--rounds: a whole number from 1 to 100");
            }
        });
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var command = new Command("bench", "Measures what things cost as ratios, each beside its reference in the same run.")
        {
            rounds,
            json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = await Measure(parsed.GetValue(rounds), parsed.Error(), cancellation);
            if (parsed.GetValue(json))
            {
                parsed.Output().WriteLine(Document(results).ToJsonString(Indented));
            }
            else
            {
                Write(results, parsed.Output());
            }

            return ExitCode.Passed;
        });
        return command;
    }

    private static async Task<List<BenchResult>> Measure(int rounds, TextWriter progress, CancellationToken cancellation)
    {
        var results = new List<BenchResult>();
        foreach (var measure in new[]
        {
            () => ClaimBench.Run(64, PairsPerRound, rounds, cancellation),
            () => ClaimBench.Run(10_000, PairsPerRound, rounds, cancellation),
            () => ChecksBench.Run(PairsPerRound, rounds, cancellation),
            () => DeclaredFleetBench.Run(DeclaredHosts, rounds, cancellation),
        })
        {
            results.Add(await measure());
            await progress.WriteLineAsync($"measured: {results[^1].Name}");
        }

        return results;
    }

    private static void Write(List<BenchResult> results, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("what", "unit");
        foreach (var column in new[] { "value", "reference", "ratio", "budget", "met" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.Name,
                result.Unit,
                Figures.Number(result.Value),
                Figures.Number(result.Reference),
                Ratio(result.Ratio),
                Ratio(result.Budget),
                result.Met ? "yes" : "no");
        }

        output.Console().Write(table);
    }

    private static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);

    private static JsonObject Document(List<BenchResult> results) => new()
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
        })]),
    };
}

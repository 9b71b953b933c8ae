using System.CommandLine;
using FleetSim.Benchmarks;
using FleetSim.Cli.Terminal;
using FleetSim.Runs;

namespace FleetSim.Cli.Benching;

/// <summary><c>fleetsim bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var part = new Argument<string>("part")
        {
            Description = $"What to measure: {BenchParts.Help}",
            DefaultValueFactory = _ => BenchParts.All,
        };
        part.AcceptOnlyFromAmong([BenchParts.All, .. BenchParts.Names]);
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of each figure; the median and the spread are printed.",
            DefaultValueFactory = _ => 5,
        };
        rounds.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > 100))
            {
                result.AddError("--rounds: a whole number from 1 to 100");
            }
        });
        var quick = new Option<bool>("--quick")
        {
            Description = "Rounds of a hundredth of the work: to see that everything runs, not to judge.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var command = new Command(
            "bench", "Measures what things cost as ratios, each beside its reference in the same run.")
        {
            part,
            rounds,
            quick,
            json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var parts = new BenchParts(parsed.GetValue(rounds), parsed.GetValue(quick));
            var results = new List<BenchResult>();
            await foreach (var result in parts.Measure(parsed.GetValue(part)!, cancellation))
            {
                results.Add(result);
                await parsed.Error().WriteLineAsync($"measured: {result.Name}");
            }

            if (parsed.GetValue(json))
            {
                BenchReport.WriteJson(results, parsed.Output());
            }
            else
            {
                BenchReport.WriteTable(results, parsed.Output());
            }

            return ExitCode.Passed;
        });
        return command;
    }
}

using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Comparing;
using FleetSim.Load.Quantities;
using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Scenarios.Reporting;

namespace FleetSim.Cli.Comparing;

/// <summary><c>fleetsim diff BASE NEW</c>.</summary>
internal static class DiffCommand
{
    private const string ToleranceName = "--tolerance";

    public static Command Create()
    {
        var before = Runs("base", "What it was");
        var after = Runs("new", "What it is now");
        var tolerance = new Option<string>(ToleranceName)
        {
            Description = "By how much a figure may be worse, such as 10% (default).",
            DefaultValueFactory = _ => "10%",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var command = new Command(
            "diff", "Compares two results of a scenario, noise considered; exit code 1 for a regression.")
        {
            before,
            after,
            tolerance,
            json,
        };
        command.SetAction(parsed => Compare(
            parsed.GetRequiredValue(before),
            parsed.GetRequiredValue(after),
            Share(parsed.GetRequiredValue(tolerance)),
            parsed.GetValue(json),
            parsed.Output()));
        return command;
    }

    private static Argument<string> Runs(string name, string what) => new(name)
    {
        Description = $"{what}: a document of 'run --json', a folder of 'run --report', or a folder with several "
            + "of either.",
    };

    private static double Share(string text)
    {
        try
        {
            return ShareText.Parse(text) is var share and > 0
                ? share
                : throw new InputException($"{ToleranceName}: there is always noise; expected more than 0%");
        }
        catch (LoadFormatException problem)
        {
            throw new InputException($"{ToleranceName}: {problem.Message}", inner: problem);
        }
    }

    private static int Compare(string before, string after, double tolerance, bool json, TextWriter output)
    {
        var sets = ComparedSets.Of(ResultReader.Read(before), ResultReader.Read(after));
        var result = sets.Compare(tolerance);
        if (json)
        {
            output.WriteLine(DiffDocument.Of(sets, result).ToJsonString(DiffDocument.Indented));
        }
        else
        {
            DiffTable.Write(sets, result, output);
        }

        return result.Verdict == LineVerdict.Regression ? ExitCode.Failed : ExitCode.Passed;
    }
}

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Cli.Terminal;
using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Verification.Conformance;

namespace FleetSim.Cli.Conformance;

/// <summary><c>fleetsim conformance DIR…</c>.</summary>
internal static class ConformanceCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var folders = new Argument<string[]>("dir")
        {
            Description = "Folders, or single files, of recorded cases "
                + "(schemas oracle/groups/1, oracle/ownership/1, oracle/dmamap/1, oracle/translation/1).",
            Arity = ArgumentArity.OneOrMore,
        };
        var via = new Option<string>("--via")
        {
            Description = "model (default): the pure functions; grains: the same calls through a silo.",
            DefaultValueFactory = _ => "model",
        };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        via.AcceptOnlyFromAmong("model", "grains");
        var command = new Command("conformance", "Replays what real kernels answered, and compares.")
        {
            folders,
            via,
            json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var recordings = parsed.GetRequiredValue(folders).SelectMany(Files).Select(IRecording.Read).ToList();
            var results = parsed.GetValue(via) == "grains"
                ? await GrainReplays.Run(recordings, cancellation)
                : await ViaModel(recordings);
            return Print(results, parsed.GetValue(json), parsed.Output());
        });
        return command;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new InputException("there is no such file or folder", new InputPlace(path));
        }

        var files = Directory.GetFiles(path, "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0
            ? files
            : throw new InputException("the folder has no recorded case", new InputPlace(path));
    }

    private static async Task<List<ConformanceResult>> ViaModel(List<IRecording> recordings)
    {
        var results = new List<ConformanceResult>();
        foreach (var recording in recordings)
        {
            results.AddRange(await recording.RunOnModel());
        }

        return results;
    }

    private static int Print(List<ConformanceResult> results, bool json, TextWriter output)
    {
        var failed = results.Count(result => !result.Passed);
        if (json)
        {
            output.WriteLine(Document(results, failed).ToJsonString(Indented));
        }
        else
        {
            foreach (var result in results.Where(result => !result.Passed))
            {
                output.WriteLine($"{result.File}, {result.Case}:");
                output.WriteLine(result.Difference);
            }

            output.WriteLine($"{results.Count - failed} passed, {failed} failed");
        }

        return failed == 0 ? ExitCode.Passed : ExitCode.Failed;
    }

    private static JsonObject Document(List<ConformanceResult> results, int failed) => new()
    {
        ["cases"] = new JsonArray([.. results.Select(result => new JsonObject
        {
            ["file"] = result.File,
            ["case"] = result.Case,
            ["passed"] = result.Passed,
            ["difference"] = result.Difference,
        })]),
        ["passed"] = results.Count - failed,
        ["failed"] = failed,
    };
}

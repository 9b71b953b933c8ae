using System.CommandLine;
using System.Text.Json;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Thresholds;
using FleetSim.Model;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Scenarios.Fleets;
using FleetSim.Verification.Conformance.Translation;

namespace FleetSim.Cli.Translating;

/// <summary><c>fleetsim translate IMAGE</c>.</summary>
internal static class TranslateCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var image = new Argument<string>("image")
        {
            Description = "Memory, requests and, where they were recorded, answers (schema oracle/translation/1).",
        };
        var only = new Option<string?>("--case") { Description = "Runs the case of this name only." };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var command = new Command("translate", "Runs the requests of a recorded memory image through a VT-d unit.")
        {
            image,
            only,
            json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var answered = new List<AnsweredCase>();
            foreach (var one in Cases(parsed.GetRequiredValue(image), parsed.GetValue(only)))
            {
                cancellation.ThrowIfCancellationRequested();
                answered.Add(await AnsweredCase.Of(one));
            }

            return Print(answered, parsed.GetValue(json), parsed.Output());
        });
        return command;
    }

    private static IEnumerable<TranslationCase> Cases(string file, string? name)
    {
        var text = CaptureFile.ReadText(file, ImportOptions.Default.TextLengthMax);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InputException("the file is empty", new InputPlace(file));
        }

        var cases = TranslationReader.Read(file, text).Cases;
        if (name is null)
        {
            return cases;
        }

        var named = cases.Where(one => one.Name == name).ToList();
        return named.Count > 0
            ? named
            : throw new InputException(
                $"--case: {file} has no case '{JsonField.Shortened(name)}'"
                + NearestName.Suggestion(name, cases.Select(one => one.Name)));
    }

    private static int Print(List<AnsweredCase> answered, bool json, TextWriter output)
    {
        var tally = AnswerTally.Of(answered);
        if (json)
        {
            output.WriteLine(AnswerJson.Document(answered, tally).ToJsonString(Indented));
        }
        else
        {
            answered.ForEach(one => AnswerText.Write(one, output));
            output.WriteLine(tally);
        }

        return tally.Agreed == tally.Recorded ? ExitCode.Passed : ExitCode.Failed;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Verification.Exploration.Traces;

namespace FleetSim.Cli.Exploring;

/// <summary>An exploration as scripts read it: <c>fleetsim explore --json</c>.</summary>
internal static class ExplorationJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Goes to a terminal or a file, not into HTML.
    };

    public static string Text(TimedVerdict timed) => Document(timed).ToJsonString(Readable);

    private static JsonObject Document(TimedVerdict timed)
    {
        var verdict = timed.Verdict;
        var document = new JsonObject
        {
            ["litmus"] = verdict.Litmus.Name,
            ["policy"] = verdict.Policy.Name,
            ["states"] = verdict.States,
            ["exhausted"] = verdict.Exhausted,
            ["verdict"] = verdict.IsUnfinished ? "unfinished" : verdict.Passed ? "pass" : "fail",
            ["violations"] = Array(verdict.Findings, Violation),
            ["expected"] = verdict.Expected is { } expected ? Array(expected, id => JsonValue.Create(id)) : null,
            ["asExpected"] = verdict.Expected is null ? null : verdict.AsExpected,
            ["turns"] = verdict.Turns,
            ["seconds"] = Math.Round(timed.Took.TotalSeconds, 3),
            ["statesPerSecond"] = Math.Round(timed.StatesPerSecond),
        };
        if (verdict.Walks is { } walks)
        {
            document["walks"] = walks.Walks;
            document["seed"] = walks.Seed;
        }

        return document;
    }

    private static JsonObject Violation(Finding finding) => new()
    {
        ["invariant"] = finding.Invariant.Id,
        ["sentence"] = finding.Invariant.Sentence,
        ["guaranteed"] = finding.Guaranteed,
        ["trace"] = Array(finding.Trace, step => JsonValue.Create(step.ToString())),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> node) => new([.. items.Select(node)]);
}

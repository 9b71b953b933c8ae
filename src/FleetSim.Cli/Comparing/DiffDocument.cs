using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Load.Comparing;
using FleetSim.Scenarios.Reporting;

namespace FleetSim.Cli.Comparing;

/// <summary>A comparison as scripts read it.</summary>
internal static class DiffDocument
{
    private const int Version = 1;

    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    public static JsonObject Of(ComparedSets sets, ComparisonResult result) => new()
    {
        ["version"] = Version,
        ["scenario"] = sets.Scenario,
        ["verdict"] = DiffWords.Of(result.Verdict),
        ["summary"] = DiffWords.Summary(result),
        ["advice"] = DiffWords.Advice(result) is { Length: > 0 } advice ? advice : null,
        ["tolerance"] = result.Tolerance,
        ["base"] = Set(result.BaseRuns, sets.BaseBuilds),
        ["new"] = Set(result.NewRuns, sets.NewBuilds),
        ["notes"] = new JsonArray([.. sets.Notes.Select(note => JsonValue.Create(note))]),
        ["lines"] = new JsonArray([.. result.Lines.Select(Line)]),
    };

    private static JsonObject Set(int runs, IReadOnlyList<string> builds) => new()
    {
        ["runs"] = runs,
        ["builds"] = new JsonArray([.. builds.Select(build => JsonValue.Create(build))]),
    };

    private static JsonObject Line(ComparisonLine line) => new()
    {
        ["workload"] = line.Subject.Length == 0 ? null : line.Subject,
        ["figure"] = line.Figure,
        ["base"] = line.Base,
        ["new"] = line.New,
        ["ratio"] = line.Interval?.Ratio,
        ["low"] = line.Interval?.Low,
        ["high"] = line.Interval?.High,
        ["verdict"] = DiffWords.Of(line.Verdict),
        ["decides"] = line.Decides,
        ["runsNeeded"] = line.RunsNeeded,
    };
}

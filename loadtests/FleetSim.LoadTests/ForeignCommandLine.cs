using System.CommandLine;
using FleetSim.Model.Ownership;
using FleetSim.Runs;
using FleetSim.Scenarios.Engines;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;

namespace FleetSim.LoadTests;

/// <summary>A program that runs scenarios on a load framework: arguments in; text on two streams, and an exit code,
/// out.</summary>
public static class ForeignCommandLine
{
    /// <param name="program">Its name, before every sentence on <paramref name="error"/>.</param>
    /// <param name="output">What was asked for; with <c>--json</c> one document and nothing else.</param>
    /// <param name="error">The one sentence that says what went wrong, and notes.</param>
    /// <returns>0 all held and all counts agree; 1 something did not; 2 bad input; 3 the environment failed.</returns>
    public static Task<int> Run(
        IForeignEngine engine, string program, IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        return Invocation.Run(Create(engine), program, args, output, error);
    }

    private static RootCommand Create(IForeignEngine engine)
    {
        var options = new RunOptions();
        options.Report.Description = $"Folder for result.json and for the reports of {engine.Name}; may not exist yet.";
        var policy = new Option<string>("--policy")
        {
            Description = $"Ownership policy: {string.Join(", ", OwnershipPolicies.All.Select(one => one.Name))}.",
        };
        var command = new RootCommand($"Runs the load of a scenario on {engine.Name}, with the checks of fleetsim run.")
        {
            options.Scenario, policy, options.Seed, options.Hosts, options.Duration, options.Json, options.Report,
        };
        command.SetAction((parsed, abort) => Run(engine, options, policy, parsed, abort));
        return command;
    }

    private static async Task<int> Run(
        IForeignEngine engine, RunOptions options, Option<string> policy, ParseResult parsed, CancellationToken abort)
    {
        var (scenario, directory) = options.Read(parsed, parsed.GetValue(policy));
        ForeignDrive.Require(scenario);
        using var folder = FreshFolder.Open(parsed.GetValue(options.Report));
        var (result, comparison) = await Execute(engine, scenario, directory, folder.Reports, abort);
        var document = ForeignDocument.Of(engine.Name, comparison, result);
        folder.Write(document);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(options.Json))
        {
            await output.WriteLineAsync(ForeignJson.Text(document));
        }
        else
        {
            ForeignSummary.Write(engine.Name, result, comparison, output);
        }

        return document.Verdict == "pass" ? ExitCode.Passed : ExitCode.Failed;
    }

    private static async Task<(RunResult Result, StepComparison Comparison)> Execute(
        IForeignEngine engine, Scenario scenario, string directory, ForeignReports reports, CancellationToken abort)
    {
        await using var session = await FleetSession.Start(scenario, directory, new FleetPlace(), abort);
        var drive = new ForeignDrive(scenario, session.Target, engine, reports);
        var result = await session.Execute(scenario, new ScenarioRun(scenario, session.Target, drive), abort);
        return (result, drive.Comparison!);
    }
}

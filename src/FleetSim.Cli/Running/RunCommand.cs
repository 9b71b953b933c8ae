using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.Cli.Running;

/// <summary><c>fleetsim run SCENARIO</c>.</summary>
internal static class RunCommand
{
    private const int RepeatMax = 1000;

    public static Command Create()
    {
        var options = new RunOptions();
        var policy = new Option<string>("--policy")
        {
            Description = $"Ownership policy: {string.Join(", ", OwnershipPolicies.All.Select(one => one.Name))}.",
        };
        var repeat = new Option<int>("--repeat")
        {
            Description = "Runs it so often, each on a fresh fleet, for 'diff'; before several there is one that is "
                + "not counted, to warm up.",
            DefaultValueFactory = _ => 1,
        };
        repeat.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > RepeatMax))
            {
                result.AddError($"--repeat: a whole number from 1 to {RepeatMax}");
            }
        });
        var command = new Command("run", "Runs a scenario: load, check of the history, audit, verdict.")
        {
            policy,
            repeat,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => parsed.GetValue(repeat) is var runs and > 1
            ? RepeatedRuns.Run(parsed, options, parsed.GetValue(policy), runs, cancellation)
            : Run(parsed, options, parsed.GetValue(policy), cancellation));
        return command;
    }

    /// <summary>One run from start to end; shared with the comparison of policies.</summary>
    /// <param name="report">Made before the load begins, and not before it is known that it can.</param>
    public static async Task<RunResult> Execute(
        ParseResult parsed,
        RunOptions options,
        string? policy,
        ReportFolder? report,
        CancellationToken cancellation)
    {
        var (scenario, directory) = options.Read(parsed, policy);
        var http = FleetSession.Endpoint(parsed.GetValue(options.Http));
        await using var session = await FleetSession.Start(
            scenario, directory, options.IsLocal(parsed), http, cancellation);
        report?.Create();
        var run = new ScenarioRun(scenario, session.Target);
        return await RunProgress.Show(scenario, run, run.Execute(cancellation), parsed.Error());
    }

    private static async Task<int> Run(
        ParseResult parsed, RunOptions options, string? policy, CancellationToken cancellation)
    {
        var report = options.Folder(parsed);
        report?.Check();
        var result = await Execute(parsed, options, policy, report, cancellation);
        report?.Write(result);
        report?.List(parsed.Error());
        if (parsed.GetValue(options.Json))
        {
            parsed.Output().WriteLine(RunJson.Text(RunDocument.Of(result)));
        }
        else
        {
            RunSummary.Write(result, parsed.Output());
        }

        return result.Passed ? ExitCode.Passed : ExitCode.Failed;
    }
}

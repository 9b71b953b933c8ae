using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Model;
using FleetSim.Model.Ownership;
using FleetSim.Runs;
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
        var findMax = new Option<string[]>("--find-max")
        {
            Description = "Look for the highest rate that holds a condition, such as 'claim.latency.p99 < 10ms': "
                + "scales the open loads together; may be given several times.",
            Arity = ArgumentArity.OneOrMore,
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
            findMax,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            (parsed.GetValue(findMax), parsed.GetValue(repeat)) switch
            {
                ({ Length: > 0 }, > 1) => throw new InputException("--find-max: repeats by itself; leave out --repeat"),
                ({ Length: > 0 } conditions, _) =>
                    FindMaxRun.Run(parsed, options, parsed.GetValue(policy), conditions, cancellation),
                (_, > 1 and var runs) =>
                    RepeatedRuns.Run(parsed, options, parsed.GetValue(policy), runs, cancellation),
                _ => Run(parsed, options, parsed.GetValue(policy), cancellation),
            });
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
        await using var session = await FleetSession.Start(scenario, directory, options.Place(parsed), cancellation);
        using var log = report?.BeginLog();
        var run = new ScenarioRun(scenario, session.Target) { Listeners = log is null ? [] : [log] };
        return await RunProgress.Show(scenario, run, session.Execute(scenario, run, cancellation), parsed.Error());
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

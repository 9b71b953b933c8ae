using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Report;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Reporting;
using FleetSim.Scenarios.Running;

namespace FleetSim.Cli.Running;

/// <summary><c>fleetsim run SCENARIO</c>.</summary>
internal static class RunCommand
{
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
        var command = new Command("run", "Runs a scenario: load, check of the history, audit, verdict.")
        {
            policy,
            findMax,
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => parsed.GetValue(findMax) is { Length: > 0 } conditions
            ? FindMaxRun.Run(parsed, options, parsed.GetValue(policy), conditions, cancellation)
            : Run(parsed, options, parsed.GetValue(policy), cancellation));
        return command;
    }

    /// <summary>One run from start to end; shared with the comparison of policies.</summary>
    public static async Task<RunResult> Execute(
        ParseResult parsed, RunOptions options, string? policy, CancellationToken cancellation)
    {
        var (scenario, directory) = options.Read(parsed, policy);
        var local = parsed.GetValue(options.Via) == "local";
        var http = FleetSession.Endpoint(parsed.GetValue(options.Http));
        await using var session = await FleetSession.Start(scenario, directory, local, http, cancellation);
        if (parsed.GetValue(options.Report) is { } folder)
        {
            ResultFiles.Create(folder, RunOptions.ReportName); // Before the load, not after it: a run can take hours.
        }

        var run = new ScenarioRun(scenario, session.Target);
        return await RunProgress.Show(scenario, run, run.Execute(cancellation), parsed.Error());
    }

    /// <summary>Writes the result and the page of a run; what was there is replaced.</summary>
    public static void WriteReport(DirectoryInfo folder, RunResult result)
    {
        ResultFiles.Create(folder, RunOptions.ReportName);
        Write("result.json", RunJson.Text(RunDocument.Of(result)));
        Write("load.json", RunJson.Text(result.Load));
        Write("report.html", HtmlReport.Render(RunReport.Of(result)));

        void Write(string name, string text) =>
            ResultFiles.Write(Path.Combine(folder.FullName, name), text, RunOptions.ReportName);
    }

    private static async Task<int> Run(
        ParseResult parsed, RunOptions options, string? policy, CancellationToken cancellation)
    {
        var result = await Execute(parsed, options, policy, cancellation);
        if (parsed.GetValue(options.Report) is { } folder)
        {
            WriteReport(folder, result);
            await parsed.Error().WriteLineAsync($"report: {Path.Combine(folder.FullName, "report.html")}");
        }

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

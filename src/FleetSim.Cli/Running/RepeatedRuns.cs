using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Runs;
using FleetSim.Scenarios.Reporting;

namespace FleetSim.Cli.Running;

/// <summary><c>fleetsim run SCENARIO --repeat N</c>.</summary>
internal static class RepeatedRuns
{
    /// <summary>Runs until it is interrupted; what ran until then is the result.</summary>
    /// <remarks>
    /// In the first run of a process code is still being compiled, so it is slower than any other and would be the
    /// largest difference there is. It is left out; in a simulated time there is nothing to leave out.
    /// </remarks>
    public static async Task<int> Run(
        ParseResult parsed, RunOptions options, string? policy, int runs, CancellationToken cancellation)
    {
        var report = options.Folder(parsed);
        report?.CheckForRuns(runs);
        if (!options.IsLocal(parsed))
        {
            await parsed.Error().WriteLineAsync("warming up; this run is not counted");
            await RunCommand.Execute(parsed, options, policy, report: null, cancellation);
        }

        var documents = new List<RunDocument>();
        var json = parsed.GetValue(options.Json);
        for (var number = 1; number <= runs && !(documents.Count > 0 && cancellation.IsCancellationRequested); number++)
        {
            GC.Collect(); // Or this run would pay for the garbage of the one before.
            await parsed.Error().WriteLineAsync($"run {number} of {runs}");
            var part = report?.OfRun(number);
            var result = await RunCommand.Execute(parsed, options, policy, part, cancellation);
            part?.Write(result);
            part?.List(parsed.Error());
            documents.Add(RunDocument.Of(result));
            if (!json)
            {
                parsed.Output().WriteLine($"run {number} of {runs}");
                RunSummary.Write(result, parsed.Output());
            }
        }

        var all = RepeatedDocument.Of(documents);
        if (json)
        {
            parsed.Output().WriteLine(RunJson.Text(all));
        }

        return all.Verdict == RunDocument.Pass ? ExitCode.Passed : ExitCode.Failed;
    }
}

using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Load.Capacity;
using FleetSim.Load.Report;
using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Scenarios.Capacity;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;

namespace FleetSim.Cli.Running;

/// <summary><c>fleetsim run SCENARIO --find-max CONDITION</c>: looks for the highest rate that holds.</summary>
internal sealed class FindMaxRun
{
    /// <summary>Length of a probe unless <c>--duration</c> says another.</summary>
    private static readonly TimeSpan ProbeDuration = TimeSpan.FromSeconds(5);

    private const string PageName = "capacity.html";
    private const string ResultName = "capacity.json";

    private static readonly string[] ReportNames = [PageName, ResultName];

    private readonly ParseResult _parsed;
    private readonly RunOptions _options;
    private readonly Scenario _scenario;
    private readonly string _directory;
    private readonly CapacityPlan _plan;

    private FindMaxRun(ParseResult parsed, RunOptions options, Scenario scenario, string directory, CapacityPlan plan)
    {
        _parsed = parsed;
        _options = options;
        _scenario = scenario;
        _directory = directory;
        _plan = plan;
    }

    /// <exception cref="InputException">The scenario has no rate to vary, a condition is none, or the run has no time of
    /// the real world.</exception>
    public static async Task<int> Run(
        ParseResult parsed, RunOptions options, string? policy, string[] conditions, CancellationToken cancellation)
    {
        var (scenario, directory) = options.Read(parsed, policy);
        if (parsed.GetValue(options.Via) == "local")
        {
            throw new InputException("--find-max: without grains nothing takes time; leave out --via local");
        }

        var length = parsed.GetValue(options.Duration) is null && scenario.Duration > ProbeDuration
            ? ProbeDuration
            : scenario.Duration;
        scenario = scenario with { Duration = length };
        var run = new FindMaxRun(parsed, options, scenario, directory, CapacityPlan.Of(scenario, conditions));
        return await run.Search(cancellation);
    }

    private async Task<int> Search(CancellationToken cancellation)
    {
        if (_parsed.GetValue(_options.Report) is { } folder)
        {
            ResultFiles.Check(folder, RunOptions.ReportName, ReportNames);
        }

        CapacityResult result;
        try
        {
            // Code that runs for the first time is still being compiled: that is no capacity.
            await _parsed.Error().WriteLineAsync("warming up; this probe is not counted");
            await Probe(_plan.Rate, cancellation);
            result = await new CapacitySearch(rate => Probe(rate, cancellation)).Find(_plan.Rate);
        }
        catch (ProbeEndedException ended)
        {
            RunSummary.Write(ended.Result, _parsed.Error());
            return ExitCode.Failed;
        }

        var found = CapacityDocument.Of(_scenario, _plan, result);
        if (_parsed.GetValue(_options.Report) is { } report)
        {
            WriteReport(report, found);
            foreach (var name in ReportNames)
            {
                await _parsed.Error().WriteLineAsync($"report: {Path.Combine(report.FullName, name)}");
            }
        }

        if (_parsed.GetValue(_options.Json))
        {
            _parsed.Output().WriteLine(CapacityJson.Text(found));
        }
        else
        {
            CapacityTable.Write(found, _parsed.Output());
        }

        return found.Capacity is null ? ExitCode.Failed : ExitCode.Passed;
    }

    private static void WriteReport(DirectoryInfo folder, CapacityDocument found)
    {
        ResultFiles.Create(folder, RunOptions.ReportName);
        ResultFiles.Write(
            Path.Combine(folder.FullName, PageName), HtmlReport.Render(CapacityReport.Of(found)), RunOptions.ReportName);
        ResultFiles.Write(
            Path.Combine(folder.FullName, ResultName), CapacityJson.Text(found), RunOptions.ReportName);
    }

    /// <summary>A fleet of its own for every probe: what one leaves behind must not slow the next.</summary>
    private async Task<CapacityProbe> Probe(double rate, CancellationToken cancellation)
    {
        var scenario = _plan.At(rate);
        await using var session = await FleetSession.Start(
            scenario, _directory, _options.Place(_parsed), cancellation);
        var run = new ScenarioRun(scenario, session.Target);
        var result = await session.Execute(scenario, run, cancellation);
        if (result.Load.Aborted || result.BrokenRules.Count > 0)
        {
            throw new ProbeEndedException(result);
        }

        var probe = _plan.ProbeOf(rate, result);
        await _parsed.Error().WriteLineAsync(
            $"{Figures.Number(rate)}/s: {(probe.Held ? "held" : "did not hold")}, "
            + $"{_plan.Curve} p50 {Figures.Duration(probe.P50)}, p99 {Figures.Duration(probe.P99)}, "
            + $"{Figures.Number(probe.Achieved)}/s answered");
        return probe;
    }

    /// <summary>The search is over: the run was interrupted, or broke a rule.</summary>
    private sealed class ProbeEndedException(RunResult result) : Exception
    {
        public RunResult Result { get; } = result;
    }
}

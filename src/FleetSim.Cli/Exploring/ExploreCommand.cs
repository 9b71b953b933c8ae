using System.CommandLine;
using System.Diagnostics;
using FleetSim.Cli.Terminal;
using FleetSim.Model;
using FleetSim.Runs;
using FleetSim.Scenarios.Litmus;
using FleetSim.Verification.Exploration.Search;

namespace FleetSim.Cli.Exploring;

/// <summary><c>fleetsim explore LITMUS</c>.</summary>
internal static class ExploreCommand
{
    public static Command Create()
    {
        var options = new ExploreOptions();
        var command = new Command("explore", ExploreOptions.About);
        options.AddTo(command);
        command.SetAction(parsed => Run(parsed, options));
        return command;
    }

    private static int Run(ParseResult parsed, ExploreOptions options)
    {
        var litmus = options.Litmus(parsed);
        var policy = options.Policy(parsed);
        var walk = options.Walk(parsed);
        var exploration = options.Exploration(parsed) with
        {
            Progress = states => parsed.Error().WriteLine($"{litmus.Name}: {states:N0} states so far"),
        };
        var started = Stopwatch.GetTimestamp();
        var verdict = Told(litmus, () => walk is null
            ? LitmusVerdict.Of(litmus, policy, Explorer.Explore(litmus.Under(policy), exploration))
            : LitmusVerdict.Of(litmus, policy, RandomWalks.Walk(litmus.Under(policy), walk)));
        var timed = new TimedVerdict(verdict, Stopwatch.GetElapsedTime(started));
        parsed.Output().WriteLine(
            parsed.GetValue(options.Json) ? ExplorationJson.Text(timed) : ExplorationText.Of(timed));
        if (verdict.IsUnfinished)
        {
            parsed.Error().WriteLine(
                $"fleetsim: --max-states: gave up at {verdict.States:N0} states, {verdict.Waiting:N0} of them still to go "
                + "on from; what lies behind them is not known");
            return ExitCode.Environment;
        }

        return verdict.Passed ? ExitCode.Passed : ExitCode.Failed;
    }

    /// <summary>What cannot be set up is told with the file and line of the litmus test.</summary>
    private static LitmusVerdict Told(LitmusTest litmus, Func<LitmusVerdict> explore)
    {
        try
        {
            return explore();
        }
        catch (InputException problem)
        {
            throw litmus.Placed(problem);
        }
    }
}

/// <summary>A verdict, and how long it took to come to.</summary>
internal sealed record TimedVerdict(LitmusVerdict Verdict, TimeSpan Took)
{
    public double StatesPerSecond => Verdict.States / Math.Max(Took.TotalSeconds, 1e-6);
}

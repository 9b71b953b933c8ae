using System.Globalization;
using FleetSim.Load.Report;
using FleetSim.Load.Results;
using FleetSim.Model.Ownership;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;
using Spectre.Console;
using TableColumn = Spectre.Console.TableColumn;

namespace FleetSim.Cli.Terminal;

/// <summary>Shows on standard error how a run goes: a live table on a terminal, a line for each phase
/// elsewhere.</summary>
internal static class RunProgress
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    public static async Task<RunResult> Show(
        Scenario scenario, ScenarioRun run, Task<RunResult> result, TextWriter error)
    {
        var console = error.Console();
        var title = $"{scenario.Name}: {Figures.Count(scenario.Fleet.Hosts)} hosts, policy {scenario.Policy}, seed {scenario.Seed}";
        if (!console.Profile.Out.IsTerminal)
        {
            await error.WriteLineAsync(title);
            return await Told(await result, run, error);
        }

        await console.Live(Picture(title, run)).AutoClear(true).StartAsync(async live =>
        {
            while (await Task.WhenAny(result, Task.Delay(Refresh)) != result)
            {
                live.UpdateTarget(Picture(title, run));
            }
        });
        return await Told(await result, run, error);
    }

    /// <summary>How long the check took is told here: it is not part of the result, which a seed decides.</summary>
    private static async Task<RunResult> Told(RunResult result, ScenarioRun run, TextWriter error)
    {
        if (result.History is { } history)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"history: {history.Operations:N0} operations of {history.Groups:N0} groups checked "
                + $"in {run.CheckTook.TotalSeconds:F1} s"));
        }

        return result;
    }

    private static Rows Picture(string title, ScenarioRun run)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("workload");
        foreach (var column in new[] { "rate", "in flight", "ok", "refused", "late", "unsent" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var workload in run.Load?.Workloads ?? [])
        {
            var ok = workload.Outcomes.GetValueOrDefault(Outcome.Ok.Label);
            table.AddRow(
                Markup.Escape(workload.Name),
                Figures.Number(workload.RatePerSecond) + "/s",
                Figures.Count(workload.InFlight),
                Figures.Count(ok),
                Figures.Count(workload.Outcomes.Values.Sum() - ok),
                Figures.Count(workload.Late),
                Figures.Count(workload.Unsent));
        }

        return new Rows(new Markup($"[bold]{Markup.Escape(title)}[/]"), new Markup(Phase(run)), table, Rules(run));
    }

    private static string Phase(ScenarioRun run)
    {
        if (run.Phase == RunPhase.Activation)
        {
            var (done, all) = run.Activated;
            return $"bringing up {Figures.Count(done)} of {Figures.Count(all)} hosts";
        }

        if (run.Phase == RunPhase.History)
        {
            var (done, all) = run.Checked;
            return $"checking the history of {Figures.Count(done)} of {Figures.Count(all)} groups";
        }

        if (run.Phase == RunPhase.Audit)
        {
            var (done, all) = run.Audited;
            return $"auditing {Figures.Count(done)} of {Figures.Count(all)} hosts";
        }

        return run.Load is { } load
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{load.Phase.ToString().ToLowerInvariant()} {load.Elapsed.TotalSeconds:F0} of {load.Total.TotalSeconds:F0} s")
            : "starting";
    }

    private static Markup Rules(ScenarioRun run)
    {
        var counts = run.Counts;
        var violations = counts.Broken(IsolationInvariants.Mainline);
        var holes = counts.Broken(IsolationInvariants.Holes);
        return new Markup(
            $"held by users {Figures.Count(counts.UserOwners)}, by kernel drivers {Figures.Count(counts.KernelOwners)}   "
            + Coloured("violations", violations) + "   " + Coloured("holes", holes) + "   "
            + Coloured("panics", counts.Panics));
    }

    private static string Coloured(string name, long count) =>
        count > 0 ? $"[red]{name} {Figures.Count(count)}[/]" : $"{name} 0";
}

using System.Globalization;
using FleetSim.Load.Report;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Running;

namespace FleetSim.Scenarios.Reporting;

/// <summary>What a reader of a report needs to judge it, and to make it again: machine, program, scenario.</summary>
internal static class RunSurroundings
{
    public static FactsSection Of(RunResult result)
    {
        var facts = new List<KeyValuePair<string, string>>
        {
            new("FleetSim", BuildDocument.This.Version),
            new("Seed", result.Scenario.Seed.ToString(CultureInfo.InvariantCulture)),
        };
        if (result.Machine is { } machine)
        {
            facts.Add(new(
                "Started",
                result.Load.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)));
            facts.Add(new("System", $"{machine.Os}, {machine.Architecture}"));
            facts.Add(new("Processors", $"{machine.Processors} x {machine.Processor}"));
            facts.Add(new("Runtime", machine.Runtime));
            facts.Add(new("Garbage collector", machine.Gc));
        }
        else
        {
            facts.Add(new("Time", "simulated: without grains, the same on every machine"));
        }

        if (result.Load.Processor is { } processor && result.Load.Operations > 0)
        {
            facts.Add(new(
                "Processor time",
                $"{Figures.Duration(processor.Seconds)}, "
                + $"{Figures.Duration(processor.Seconds / result.Load.Operations)} an operation"));
            facts.Add(new(
                "Others on the machine",
                processor.OthersShare is { } others
                    ? $"took {Figures.Percent(others)} of its processor time"
                    : "unknown"));
        }

        return new FactsSection("Environment", facts);
    }

    /// <summary>The file, and what the command line said instead.</summary>
    public static CodeSection ScenarioOf(Scenario scenario) => new("Scenario", scenario.Text)
    {
        Note = scenario.Overrides.Length == 0
            ? "As it was run."
            : $"The file as it was read; the command line said instead: {scenario.Overrides}",
    };

    /// <summary>The command that makes the same run.</summary>
    public static string Again(Scenario scenario) =>
        $"Run it again: fleetsim run {scenario.Name} {scenario.Overrides}".TrimEnd();
}

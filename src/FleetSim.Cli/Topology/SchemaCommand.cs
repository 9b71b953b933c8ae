using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Runs;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Litmus;

namespace FleetSim.Cli.Topology;

/// <summary><c>fleetsim schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "Which file: scenario (default) or litmus.",
            DefaultValueFactory = _ => "scenario",
        };
        file.AcceptOnlyFromAmong("scenario", "litmus");
        var command = new Command("schema", "Prints the JSON schema of the scenario file, or of the litmus file.") { file };
        command.SetAction(parsed =>
        {
            var litmus = parsed.GetValue(file) == "litmus";
            parsed.Output().WriteLine(litmus ? LitmusSchema.Json() : ScenarioSchema.Json());
            return ExitCode.Passed;
        });
        return command;
    }
}

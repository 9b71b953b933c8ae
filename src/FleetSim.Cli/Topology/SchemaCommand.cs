using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Scenarios.Files;

namespace FleetSim.Cli.Topology;

/// <summary><c>fleetsim schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of the scenario file.");
        command.SetAction(parsed =>
        {
            parsed.Output().WriteLine(ScenarioSchema.Json());
            return ExitCode.Passed;
        });
        return command;
    }
}

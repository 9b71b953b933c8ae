using System.CommandLine;
using FleetSim.Cli.Terminal;
using FleetSim.Model.Groups;
using FleetSim.Model.Hosts.Kinds;
using Spectre.Console;

namespace FleetSim.Cli.Topology;

/// <summary><c>fleetsim kinds</c>.</summary>
internal static class KindsCommand
{
    public static Command Create()
    {
        var command = new Command("kinds", "Lists the built-in host kinds that a fleet can be mixed from.");
        command.SetAction(parsed =>
        {
            var table = new Table().Border(TableBorder.Rounded).AddColumns("kind", "functions", "groups", "largest", "slots", "what it is");
            foreach (var kind in HostKinds.All)
            {
                var groups = GroupTable.Boot(kind.Topology, kind.Grouping).Groups.ToList();
                table.AddRow(
                    kind.Name,
                    kind.Topology.Count.ToString(),
                    groups.Count.ToString(),
                    groups.Max(group => group.Members.Length).ToString(),
                    kind.Slots.Length.ToString(),
                    Markup.Escape(kind.Description));
            }

            parsed.Output().Console().Write(table);
            return ExitCode.Passed;
        });
        return command;
    }
}

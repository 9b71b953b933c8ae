using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FleetSim.Cli.Terminal;
using FleetSim.Model;
using FleetSim.Model.Groups;
using FleetSim.Model.Groups.Isolation;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;
using FleetSim.Scenarios.Fleets;

namespace FleetSim.Cli.Topology;

/// <summary><c>fleetsim groups CAPTURE</c>.</summary>
internal static class GroupsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var capture = new Argument<string>("capture") { Description = "A capture, or the text of lspci -Dnnxxxx." };
        var why = new Option<string?>("--why")
        {
            Description = "Explains the group of one function (ssss:bb:dd.f), or of every one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "One JSON document on standard output." };
        var iommu = new Option<string>("--iommu")
        {
            Description = "IOMMU of a host whose lspci dump does not say: intel or amd.",
            DefaultValueFactory = _ => "intel",
        };
        var acs = new Option<bool>("--acs-as-dumped")
        {
            Description = "Leave the ACS controls of a dump as they are, instead of as a kernel with an IOMMU sets them.",
        };
        iommu.AcceptOnlyFromAmong("intel", "amd");
        var command = new Command("groups", "Topology in, IOMMU groups out.") { capture, why, json, iommu, acs };
        command.SetAction(parsed =>
        {
            var options = ImportOptions.Default with
            {
                DumpIommu = parsed.GetValue(iommu) == "amd" ? IommuKind.Amd : IommuKind.Intel,
                EnableAcsInDump = !parsed.GetValue(acs),
            };
            var host = CaptureFile.Read(parsed.GetRequiredValue(capture), options);
            foreach (var note in host.Notes)
            {
                parsed.Error().WriteLine($"note: {note}");
            }

            var explained = parsed.GetResult(why) is null ? null : new Explained(parsed.GetValue(why));
            return Print(host, explained, parsed.GetValue(json), parsed.Output());
        });
        return command;
    }

    private static int Print(HostCapture host, Explained? explained, bool json, TextWriter output)
    {
        var topology = host.Stages[0].Topology;
        var steps = GroupTable.BootSteps(topology, GroupingPlatform.Of(host.Iommu)).ToList();
        var groups = steps.Count == 0 ? [] : steps[^1].Table.Groups.ToList();
        if (explained is { Function: { } text })
        {
            if (!PciAddress.TryParse(text, out var address))
            {
                throw new InputException($"--why: '{text}' is not a PCI address (ssss:bb:dd.f, hexadecimal)");
            }

            steps = steps.FindAll(step => step.Function == address);
            if (steps.Count == 0)
            {
                throw new InputException($"--why: the host has no function {address}");
            }
        }

        if (json)
        {
            output.WriteLine(Document(groups, explained is null ? null : steps).ToJsonString(Indented));
            return ExitCode.Passed;
        }

        if (explained is not null)
        {
            steps.ForEach(step => output.WriteLine(step));
            return ExitCode.Passed;
        }

        foreach (var group in groups)
        {
            output.WriteLine($"group {group.Id}");
            foreach (var member in group.Members)
            {
                output.WriteLine($"  {topology[member]}");
            }
        }

        return ExitCode.Passed;
    }

    private static JsonObject Document(List<IommuGroup> groups, List<GroupAddition>? why)
    {
        var document = new JsonObject
        {
            ["groups"] = new JsonArray([.. groups.Select(group => new JsonObject
            {
                ["id"] = group.Id,
                ["devices"] = new JsonArray([.. group.Members.Select(member => JsonValue.Create(member.ToString()))]),
            })]),
        };
        if (why is not null)
        {
            document["why"] = new JsonArray([.. why.Select(step => new JsonObject
            {
                ["device"] = step.Function.ToString(),
                ["group"] = step.Group?.Id,
                ["new"] = step.IsNew,
                ["because"] = step.ToString(),
            })]);
        }

        return document;
    }

    /// <summary>One function, or all of them when it is null.</summary>
    private sealed record Explained(string? Function);
}

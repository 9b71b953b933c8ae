using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace FleetSim.Model.Pci.Capture;

/// <summary>Reads one stage of a capture and puts its functions together.</summary>
internal static class StageReader
{
    private const int ActionsMax = 10_000;
    private const int RegionsMax = 10_000;

    internal static CaptureStage Read(JsonField stage, ImportOptions options)
    {
        var devices = stage["devices"].Items(options.FunctionsMax).Select(DeviceReader.Read).ToList();
        var groups = stage.Optional("groups")?.Items(options.FunctionsMax)
            .Select(group => Group(group, options)).ToImmutableArray() ?? [];
        var direct = DirectlyMapped(groups);
        var functions = VirtualFunctionIdentity.Completed(devices.ConvertAll(device => device.Placed));
        functions = functions.ConvertAll(placed => placed with
        {
            Function = placed.Function with { RequiresDirectMapping = direct.Contains(placed.Function.Address) },
        });
        var topology = TopologyAssembly.Build(functions);
        ParentCheck.Require(devices, topology);
        return new CaptureStage
        {
            Label = stage.Optional("label")?.Text() ?? "",
            Actions = stage.Optional("actions")?.Items(ActionsMax).Select(Action).ToImmutableArray() ?? [],
            Functions = [.. devices.Select(device =>
                new CapturedFunction(topology[device.Placed.Function.Address], device.Driver, device.Group))],
            Groups = groups,
            Topology = topology,
        };
    }

    private static HashSet<PciAddress> DirectlyMapped(IEnumerable<CapturedGroup> groups) =>
        [.. groups.Where(group => group.ReservedRegions.Any(region => region.Type == "direct"))
            .SelectMany(group => group.Devices)];

    private static CapturedGroup Group(JsonField group, ImportOptions options) => new(
        group["id"].WholeNumber(0, int.MaxValue),
        [.. group["devices"].Items(options.FunctionsMax).Select(device => device.Address()).Order()],
        group.Optional("type")?.Text(),
        group.Optional("reserved_regions")?.Items(RegionsMax).Select(Region).ToImmutableArray() ?? [],
        group.Optional("vfio_node")?.Flag() ?? false);

    private static ReservedRegion Region(JsonField region) =>
        new(Hex(region["start"]), Hex(region["end"]), region["type"].Text());

    private static ulong Hex(JsonField field)
    {
        var text = field.Text();
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(
                text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw field.Problem($"'{JsonField.Shortened(text)}' is not an address (0x...)");
    }

    /// <summary>An action is <c>["sh", command]</c>, <c>["add", {properties}]</c> or <c>["del", id]</c>.</summary>
    private static CaptureAction Action(JsonField entry)
    {
        var parts = entry["action"].Items(2).ToList();
        if (parts.Count != 2)
        {
            throw entry.Problem("an action has a verb and one argument");
        }

        var none = ImmutableSortedDictionary<string, string>.Empty;
        return parts[0].Text() switch
        {
            "sh" => new CaptureAction(CaptureActionKind.Shell, parts[1].Text(), none),
            "del" => new CaptureAction(CaptureActionKind.Delete, parts[1].Text(), none),
            "add" => new CaptureAction(CaptureActionKind.Add, parts[1]["id"].Text(), Properties(parts[1])),
            var verb => throw parts[0].Problem($"'{JsonField.Shortened(verb)}' is not one of sh, add, del"),
        };
    }

    private static ImmutableSortedDictionary<string, string> Properties(JsonField device)
    {
        var properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in device.Value.EnumerateObject())
        {
            var value = new JsonField(property.Value, $"{device.Path}.{property.Name}");
            properties[property.Name] = value.Value.ValueKind == JsonValueKind.String
                ? value.Text()
                : value.Value.GetRawText();
        }

        return properties.ToImmutable();
    }
}

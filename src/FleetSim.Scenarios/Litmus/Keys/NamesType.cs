using System.Text.Json.Nodes;
using FleetSim.Model.Pci;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Files.Values;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Litmus.Keys;

/// <summary>Names of the file's own choice, each for the address of a function.</summary>
internal sealed class NamesType : ValueType<IReadOnlyList<NamedDevice>>
{
    private const string Expected = "a mapping of names to addresses, such as { net: 0000:01:00.0 }";

    public override IReadOnlyList<NamedDevice> Read(YamlNode node, FieldPlace place)
    {
        var devices = new List<NamedDevice>();
        foreach (var entry in Expect<YamlMap>(node, place, Expected).Entries)
        {
            var name = ScenarioValues.Name.Read(entry.Key, place with { Line = entry.Key.Line });
            var at = place.Key(name, entry.Value.Line);
            if (devices.Exists(device => device.Name == name))
            {
                throw at.Error("the name is given twice");
            }

            devices.Add(new NamedDevice(name, AddressOf(entry.Value, at), at));
        }

        return devices;
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["type"] = "string" },
    };

    private static PciAddress AddressOf(YamlNode node, FieldPlace place)
    {
        var text = Expect<YamlScalar>(node, place, "a PCI address such as 0000:01:00.0").Text;
        return PciAddress.TryParse(text, out var address)
            ? address
            : throw place.Error($"'{text}' is not a PCI address (ssss:bb:dd.f, hexadecimal)");
    }
}

/// <summary>A device that a litmus test speaks of.</summary>
internal sealed record NamedDevice(string Name, PciAddress Address, FieldPlace Place);

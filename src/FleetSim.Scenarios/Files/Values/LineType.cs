using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>Text that is understood later, when the rest of the file is known, and so keeps its place.</summary>
/// <param name="expected">With its article.</param>
/// <param name="pattern">For the schema only.</param>
internal sealed class LineType(string expected, string pattern) : ValueType<(string Text, FieldPlace Place)>
{
    public override (string Text, FieldPlace Place) Read(YamlNode node, FieldPlace place) =>
        (Expect<YamlScalar>(node, place, expected).Text, place);

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = pattern };
}

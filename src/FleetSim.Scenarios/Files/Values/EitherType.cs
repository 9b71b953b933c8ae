using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A value in short, or a mapping that says more.</summary>
internal sealed class EitherType<T>(ValueType<T> brief, MapType<T> whole) : ValueType<T>
{
    public override IReadOnlyList<Key> Keys => whole.Keys;

    public override T Read(YamlNode node, FieldPlace place) =>
        node is YamlMap ? whole.Read(node, place) : brief.Read(node, place);

    public override JsonObject Schema() => new() { ["oneOf"] = new JsonArray(brief.Schema(), whole.Schema()) };
}

using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>A value that is something else to whoever reads it.</summary>
internal sealed class ConvertedType<TFrom, T>(ValueType<TFrom> from, Func<TFrom, T> convert) : ValueType<T>
{
    public override T Read(YamlNode node, FieldPlace place) => convert(from.Read(node, place));

    public override JsonObject Schema() => from.Schema();
}

using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Values;

/// <summary>What a value of the scenario file may be: reads it, and describes it for the JSON schema.</summary>
internal abstract class ValueType<T>
{
    /// <summary>The keys of the mapping, or of the mappings in the list, that the value is.</summary>
    public virtual IReadOnlyList<Key> Keys => [];

    /// <exception cref="Model.InputException">The value is something else.</exception>
    public abstract T Read(YamlNode node, FieldPlace place);

    /// <summary>The schema of a value, without its description and default.</summary>
    public abstract JsonObject Schema();

    /// <summary>The value as what it must be; nothing at all has a sentence of its own.</summary>
    protected static TNode Expect<TNode>(YamlNode node, FieldPlace place, string expected)
        where TNode : YamlNode => node switch
        {
            YamlScalar { IsNull: true } => throw place.Error($"has no value; expected {expected}"),
            TNode wanted => wanted,
            _ => throw place.Error($"is {node.Form}; expected {expected}"),
        };
}

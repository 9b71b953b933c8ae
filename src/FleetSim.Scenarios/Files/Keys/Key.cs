using System.Collections.Immutable;
using System.Text.Json.Nodes;
using FleetSim.Scenarios.Files.Values;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>A key of the scenario file: the reader, the schema and the documentation are made from it.</summary>
/// <param name="Name">As the file writes it.</param>
/// <param name="Description">One sentence or two for whoever writes a scenario.</param>
internal abstract record Key(string Name, string Description)
{
    /// <summary>The value of a key that is left out, in YAML.</summary>
    public string? Default { get; init; }

    /// <summary>It cannot be left out.</summary>
    public bool Required { get; init; }

    /// <summary>The only kinds of workload that have it; none is all of them.</summary>
    public ImmutableArray<WorkloadKind> OnlyFor { get; init; } = [];

    /// <summary>Whether a kind of workload has it.</summary>
    public bool IsFor(WorkloadKind kind) => OnlyFor.IsEmpty || OnlyFor.Contains(kind);

    /// <summary>The keys inside the value.</summary>
    public abstract IReadOnlyList<Key> Keys { get; }

    public abstract JsonObject Schema();
}

/// <summary>A key whose values are of a type.</summary>
internal sealed record Key<T>(string Name, ValueType<T> Type, string Description) : Key(Name, Description)
{
    public override IReadOnlyList<Key> Keys => Type.Keys;

    public T Read(YamlNode node, FieldPlace place) => Type.Read(node, place);

    /// <summary>The default, read like a value of the file.</summary>
    public T ReadDefault() => Type.Read(YamlReader.Read(Default!)!, new FieldPlace(Name, null));

    public override JsonObject Schema()
    {
        var schema = Type.Schema();
        schema["description"] = Description;
        if (Default is not null)
        {
            schema["default"] = SchemaText.JsonOf(YamlReader.Read(Default)!);
        }

        return schema;
    }
}

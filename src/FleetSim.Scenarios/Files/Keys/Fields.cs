using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>What a mapping of the file gives, by key.</summary>
internal sealed class Fields(FieldPlace place, IReadOnlyDictionary<string, YamlNode> given)
{
    /// <summary>Where the mapping is.</summary>
    public FieldPlace Place => place;

    public bool Has(Key key) => given.ContainsKey(key.Name);

    /// <summary>Where the key's value is; the mapping itself if the key is left out.</summary>
    public FieldPlace PlaceOf(Key key) =>
        given.TryGetValue(key.Name, out var value) ? place.Key(key.Name, value.Line) : place;

    /// <summary>The key's value, or its default.</summary>
    public T Get<T>(Key<T> key) =>
        given.TryGetValue(key.Name, out var value) ? key.Read(value, PlaceOf(key)) : key.ReadDefault();
}

namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>Keys and values in the order of the file; keys may be anything, and may repeat.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    public override string Form => "a mapping";
}

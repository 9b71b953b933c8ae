namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>A list, of either notation.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    public override string Form => "a list";
}

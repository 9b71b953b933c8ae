namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>A single value, as it is written.</summary>
/// <param name="Plain">Not in quotes, so it may be a number or nothing at all.</param>
internal sealed record YamlScalar(int Line, string Text, bool Plain) : YamlNode(Line)
{
    public override string Form => "a single value";

    /// <summary>Nothing is written, or one of YAML's words for it.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

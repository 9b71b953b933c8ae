namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>A value of a document: <see cref="YamlScalar"/>, <see cref="YamlList"/> or <see cref="YamlMap"/>.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal abstract record YamlNode(int Line)
{
    /// <summary>What it is, with its article, as errors name it.</summary>
    public abstract string Form { get; }
}

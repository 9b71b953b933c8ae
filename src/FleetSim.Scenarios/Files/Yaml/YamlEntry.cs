namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>A key of a mapping with its value.</summary>
internal readonly record struct YamlEntry(YamlNode Key, YamlNode Value);

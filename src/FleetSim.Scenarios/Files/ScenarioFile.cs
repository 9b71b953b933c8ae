using FleetSim.Model;
using FleetSim.Scenarios.Files.Keys;
using FleetSim.Scenarios.Files.Yaml;

namespace FleetSim.Scenarios.Files;

/// <summary>Reads scenario files. Strict: what is misspelt or doubtful is one sentence, never a guess.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario from text.</summary>
    /// <param name="fileName">For errors only.</param>
    /// <exception cref="InputException">The text is not a scenario; names the file, the line and the field.</exception>
    public static Scenario Parse(string text, string fileName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return YamlFile.Named(fileName, () => Parse(text));
    }

    /// <summary>Reads a scenario from the bytes of a file, which must be UTF-8.</summary>
    /// <param name="fileName">For errors only.</param>
    /// <exception cref="InputException">The bytes are no scenario; names the file, the line and the field.</exception>
    public static Scenario Parse(byte[] utf8, string fileName)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return YamlFile.Named(fileName, () => Parse(YamlText.Decode(utf8)));
    }

    /// <summary>Reads a scenario file.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not a scenario.</exception>
    public static Scenario Read(string path) => Parse(YamlFile.BytesOf(path), path);

    private static Scenario Parse(string text)
    {
        var document = YamlReader.Read(text);
        return document is null or YamlScalar { IsNull: true }
            ? throw new InputException("is empty; a scenario needs at least name, fleet, duration and workloads")
            : ScenarioKeys.Type.Read(document, new FieldPlace(null, document.Line)) with { Text = text };
    }
}

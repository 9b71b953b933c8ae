using FleetSim.Model;
using FleetSim.Scenarios.Files;
using FleetSim.Scenarios.Files.Yaml;
using FleetSim.Scenarios.Litmus.Keys;

namespace FleetSim.Scenarios.Litmus;

/// <summary>Reads litmus files. Strict, as for scenarios: what is misspelt or doubtful is one sentence.</summary>
public static class LitmusFile
{
    /// <summary>Reads a litmus test from text.</summary>
    /// <param name="fileName">For errors only.</param>
    /// <param name="directory">Where a relative path of a capture starts.</param>
    /// <exception cref="InputException">The text is no litmus test; names the file, the line and the field.</exception>
    public static LitmusTest Parse(string text, string fileName, string directory)
    {
        ArgumentNullException.ThrowIfNull(text);
        return YamlFile.Named(fileName, () => Parse(YamlReader.Read(text), fileName, directory));
    }

    /// <summary>Reads a litmus file; relative paths in it start at its folder.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no litmus test.</exception>
    public static LitmusTest Read(string path)
    {
        var bytes = YamlFile.BytesOf(path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return YamlFile.Named(path, () => Parse(YamlReader.Read(YamlText.Decode(bytes)), path, directory));
    }

    private static LitmusTest Parse(YamlNode? document, string fileName, string directory) =>
        document is null or YamlScalar { IsNull: true }
            ? throw new InputException("is empty; a litmus test needs at least name, about, topology and actors")
            : LitmusKeys.Type.Read(document, new FieldPlace(null, document.Line)).Resolve(fileName, directory);
}

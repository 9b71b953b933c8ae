using FleetSim.Model;

namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>A file of ours, read as bytes and told by name in what is wrong with it.</summary>
internal static class YamlFile
{
    /// <summary>What a parser says of a text, with the name of the file.</summary>
    /// <exception cref="InputException">As the parser says.</exception>
    public static T Named<T>(string fileName, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (InputException exception)
        {
            throw exception.In(fileName);
        }
    }

    /// <summary>The file's bytes; of a file that is too large, one byte more than is allowed.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static byte[] BytesOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[YamlText.SizeMaxBytes + 1]; // One more than allowed: the check of the size sees it.
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", new InputPlace(path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException("cannot be read as a file", new InputPlace(path), exception);
        }
    }
}

using FleetSim.Model;

namespace FleetSim.Runs;

/// <summary>Writes what the user asked for with an option; what fails is told with the option's name.</summary>
public static class ResultFiles
{
    /// <summary>Refuses a folder that cannot be made or written to, and leaves no trace of having looked.</summary>
    /// <param name="names">Files that are to be written there.</param>
    /// <exception cref="InputException">It is a file, is below one, or is not ours to write to.</exception>
    public static void Check(DirectoryInfo folder, string option, IEnumerable<string> names)
    {
        var existing = folder.FullName;
        while (!Path.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        if (!Directory.Exists(existing))
        {
            throw new InputException($"{option}: {existing} is a file, and a folder is needed");
        }

        if (existing == folder.FullName
            && names.Select(name => Path.Combine(existing, name)).FirstOrDefault(Directory.Exists) is { } taken)
        {
            throw new InputException($"{option}: {taken} is a folder, and a file is to be written there");
        }

        try
        {
            var probe = Path.Combine(existing, $".fleetsim-{Path.GetRandomFileName()}");
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{option}: {existing} cannot be written to", inner: failure);
        }
    }

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void Create(DirectoryInfo folder, string option) => Told(option, folder.Create);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string text, string option) =>
        Told(option, () => File.WriteAllText(path, text));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static Stream Begin(string path, string option)
    {
        Stream? file = null;
        Told(option, () => file = File.Create(path));
        return file!;
    }

    private static void Told(string option, Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{option}: {failure.Message}", failure);
        }
    }
}

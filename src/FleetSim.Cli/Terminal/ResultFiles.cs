namespace FleetSim.Cli.Terminal;

/// <summary>Writes what the user asked for with an option; what fails is told with the option's name.</summary>
internal static class ResultFiles
{
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void Create(DirectoryInfo folder, string option) => Told(option, folder.Create);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, string text, string option) =>
        Told(option, () => File.WriteAllText(path, text));

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

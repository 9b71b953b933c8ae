using FleetSim.Model;
using FleetSim.Model.Pci;

namespace FleetSim.Scenarios.Fleets;

/// <summary>Reads a capture or an lspci dump from a file.</summary>
public static class CaptureFile
{
    /// <exception cref="InputException">The file cannot be read, is too large, or describes no host.</exception>
    public static HostCapture Read(string path, ImportOptions? options = null) =>
        HostImport.Parse(ReadText(path, (options ?? ImportOptions.Default).TextLengthMax), path, options);

    /// <summary>The text of a file, if it is one of a size that is worth reading.</summary>
    /// <exception cref="InputException">The file cannot be read, or is too large.</exception>
    public static string ReadText(string path, int lengthMax)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > lengthMax)
            {
                throw new InputException($"the file has {file.Length} bytes, more than {lengthMax}", new InputPlace(path));
            }

            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the file cannot be read: {failure.Message}", new InputPlace(path), failure);
        }
    }
}

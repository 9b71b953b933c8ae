using System.Text;
using FleetSim.Model;
using FleetSim.Model.Pci;
using FleetSim.Model.Pci.Capture;

namespace FleetSim.Scenarios.Fleets;

/// <summary>Reads a capture or an lspci dump from a file.</summary>
public static class CaptureFile
{
    private const int BlockLength = 1 << 16;

    /// <exception cref="InputException">The file cannot be read, is too large, or describes no host.</exception>
    public static HostCapture Read(string path, ImportOptions? options = null) =>
        HostImport.Parse(ReadText(path, (options ?? ImportOptions.Default).TextLengthMax), path, options);

    /// <summary>The text of a file, if it is one of a size that is worth reading.</summary>
    /// <exception cref="InputException">The file cannot be read, or is too large.</exception>
    public static string ReadText(string path, int lengthMax)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Text(reader, lengthMax) ?? throw new InputException($"the file has more than {lengthMax} characters");
        }
        catch (InputException problem)
        {
            throw problem.In(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", new InputPlace(path), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException("cannot be read as a file", new InputPlace(path), failure);
        }
    }

    /// <summary>Read in blocks, as a device has no length and need not end; null for a text that is too long.</summary>
    private static string? Text(StreamReader reader, int lengthMax)
    {
        var text = new StringBuilder();
        var block = new char[BlockLength];
        while (reader.Read(block) is var read and > 0)
        {
            text.Append(block, 0, read);
            if (text.Length > lengthMax)
            {
                return null;
            }
        }

        return text.ToString();
    }
}

using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Pci.Lspci;

namespace FleetSim.Model.Pci;

/// <summary>Reads a host from whatever describes one: a JSON capture, or the text of <c>lspci -xxxx</c>.</summary>
public static class HostImport
{
    /// <param name="fileName">As the user gave it, for messages and for the name of a host from a dump.</param>
    /// <exception cref="InputException">The text is neither, or what it describes is incoherent.</exception>
    public static HostCapture Parse(string text, string fileName, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        options ??= ImportOptions.Default;
        try
        {
            options.RequireLength(text);
            var content = text.AsSpan().TrimStart('\ufeff').TrimStart();
            return content.IsEmpty
                ? throw new InputException("the file is empty")
                : content[0] is '{' or '['
                    ? CaptureReader.Read(text, options)
                    : LspciReader.Read(text, Path.GetFileName(fileName), options);
        }
        catch (InputException problem)
        {
            throw problem.In(fileName);
        }
    }
}

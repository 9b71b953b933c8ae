using System.Globalization;
using System.Text;

namespace FleetSim.Model;

/// <summary>Bad input, told in one sentence that names the file, the place in it and the field.</summary>
/// <remarks>The only exception an importer throws on purpose. The command line turns it into exit code 2.</remarks>
public sealed class InputException(string problem, InputPlace place = default, Exception? inner = null)
    : Exception(Sentence(problem, place), inner)
{
    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;

    public InputPlace Place { get; } = place;

    /// <summary>The same problem with the name of the file, for parsers that see text only.</summary>
    public InputException In(string file) => new(Problem, Place with { File = Place.File ?? file }, InnerException);

    private static string Sentence(string problem, InputPlace place)
    {
        var text = new StringBuilder();
        if (place.File is not null)
        {
            text.Append(place.File).Append(place.Line is null ? ": " : ":");
        }

        if (place.Line is { } line)
        {
            text.Append(place.File is null ? "line " : "").Append(CultureInfo.InvariantCulture, $"{line}: ");
        }

        if (place.Field is not null)
        {
            text.Append(place.Field).Append(": ");
        }

        text.Append(problem);
        if (place.Offset is { } offset)
        {
            text.Append(CultureInfo.InvariantCulture, $" (offset 0x{offset:x})");
        }

        return text.ToString();
    }
}

/// <summary>Where in the input a problem is; what is not known stays null.</summary>
/// <param name="File">File name as the user gave it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Field">Path of the field, such as <c>stages[0].devices[3].config</c>.</param>
/// <param name="Offset">Byte offset in the field's value, such as a config-space register.</param>
public readonly record struct InputPlace(
    string? File = null, int? Line = null, string? Field = null, int? Offset = null);

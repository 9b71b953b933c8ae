using System.Text;
using FleetSim.Model;

namespace FleetSim.Scenarios.Files.Yaml;

/// <summary>Checks the characters of a file before anything is made of them.</summary>
internal static class YamlText
{
    /// <summary>A scenario is written by hand: no more than 1 MiB.</summary>
    public const int SizeMaxBytes = 1 << 20;

    private const string NotUtf8 = "is not UTF-8 text; save the file as UTF-8";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">Too large, or not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SizeMaxBytes)
        {
            throw TooLarge();
        }

        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes[..Math.Max(0, exception.Index)].Count((byte)'\n');
            throw new InputException(NotUtf8, new InputPlace(Line: line), exception);
        }
    }

    /// <returns>The text without a byte order mark.</returns>
    /// <exception cref="InputException">Too large, tabs as indentation, or characters that no text has.</exception>
    public static string Check(string text)
    {
        // Three bytes are the most that one UTF-16 unit needs: most texts are not counted.
        if (text.Length > SizeMaxBytes / 3 && Encoding.UTF8.GetByteCount(text) > SizeMaxBytes)
        {
            throw TooLarge();
        }

        var line = 1;
        var indentation = true;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (Problem(text, i, indentation) is { } problem)
            {
                throw new InputException(problem, new InputPlace(Line: line));
            }

            line += character == '\n' ? 1 : 0;
            indentation = character == '\n' || (indentation && character == ' ');
        }

        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    private static string? Problem(string text, int at, bool indentation)
    {
        var character = text[at];
        return character switch
        {
            '\t' => indentation ? "a tab begins the line; indent with spaces" : null,
            '\n' => null,
            '\r' => at + 1 < text.Length && text[at + 1] == '\n'
                ? null
                : "a line ends with a carriage return alone; end lines with a line feed",
            '\uFFFD' => NotUtf8,
            _ when char.IsControl(character) || character is '\u2028' or '\u2029' =>
                $"the control character U+{(int)character:X4} has no place in a scenario",
            _ when char.IsSurrogate(character) && !IsPaired(text, at) => NotUtf8,
            _ => null,
        };
    }

    private static bool IsPaired(string text, int at) =>
        (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
        || (at > 0 && char.IsSurrogatePair(text[at - 1], text[at]));

    private static InputException TooLarge() => new("is larger than the 1 MiB that a scenario may have");
}

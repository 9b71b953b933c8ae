using System.Text;
using System.Text.Json;

namespace FleetSim.Model.Pci.Capture;

/// <summary>Turns text into JSON, with limits that hold before anything is parsed.</summary>
public static class CaptureJson
{
    /// <summary>Captures nest seven levels; the rest is room for fields we skip.</summary>
    private const int DepthMax = 64;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InputException">It is no JSON, or nested too deeply; with the line.</exception>
    public static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(
                StrictUtf8.GetBytes(text.TrimStart('\ufeff')),
                new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
        }
        catch (EncoderFallbackException broken)
        {
            throw new InputException("the text has half of a surrogate pair", inner: broken);
        }
        catch (JsonException broken)
        {
            throw new InputException(
                $"not valid JSON: {Reason(broken)}", new InputPlace(Line: (int?)broken.LineNumber + 1), broken);
        }
    }

    private static string Reason(JsonException broken)
    {
        // The message ends in numbers counted from zero; the place says them better.
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? broken.Message : broken.Message[..end]).TrimEnd('.');
        return reason.Contains("maximum configured depth", StringComparison.Ordinal)
            ? $"it is nested deeper than {DepthMax} levels"
            : reason.ReplaceLineEndings(" ");
    }
}

using System.Collections.Immutable;
using FleetSim.Model;
using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>Reads images of schema <c>oracle/translation/1</c>: memory, requests and, where they were recorded, the
/// answers.</summary>
public static class TranslationReader
{
    public const string Schema = "oracle/translation/1";

    private const int CasesMax = 10_000;
    private const int StepsMax = 1_000_000;
    private const int WordsMax = 4_000_000;

    /// <summary>Memory of the recorded machine.</summary>
    private static readonly ImmutableArray<MemoryRange> Ram =
        [new(0, 0x7fff_ffff), new(0x1_0000_0000, 0x1_7fff_ffff)];

    /// <exception cref="InputException">The text is no such file; with the field.</exception>
    public static TranslationRecording Read(string file, string text)
    {
        try
        {
            using var document = CaptureJson.Parse(text);
            return Read(file, new JsonField(document.RootElement, ""));
        }
        catch (InputException problem) when (problem.Place.File is null)
        {
            throw problem.In(file);
        }
    }

    private static TranslationRecording Read(string file, JsonField root)
    {
        if (root["schema"].Text() != Schema)
        {
            throw root["schema"].Problem($"expected '{Schema}'");
        }

        return new TranslationRecording(file, [.. root["cases"].Items(CasesMax).Select(Case)]);
    }

    private static TranslationCase Case(JsonField field)
    {
        var requesters = RequesterIds.Of(field.Optional("qemuArgs"));
        var image = new MemoryImage
        {
            Capabilities = new VtdCapabilities(
                field["capReg"].HexNumber(), field["ecapReg"].HexNumber(), field["awBits"].WholeNumber(39, 52)),
            Options = HardwareOptions.Qemu72,
            Ranges = Ram,
            Words = [.. field["memory"].Items(WordsMax).Select(Word)],
            RootTable = field["rootTable"].HexNumber(),
        };
        return new TranslationCase(
            field["name"].Text(),
            image,
            [.. field["steps"].Items(StepsMax).Select(step => TranslationStepReader.Read(step, requesters))],
            field.Optional("allCachesInvalidatedBeforeEachRequest")?.Flag() ?? false);
    }

    private static MemoryWord Word(JsonField field)
    {
        var pair = field.Items(2).ToArray();
        if (pair.Length != 2)
        {
            throw field.Problem("expected an address and a word");
        }

        var address = pair[0].HexNumber();
        return (address & 7) != 0
            ? throw pair[0].Problem("is no multiple of 8")
            : Array.TrueForAll([.. Ram], range => address < range.First || address > range.Last)
                ? throw pair[0].Problem("is where no memory is")
                : new MemoryWord(address, pair[1].HexNumber());
    }
}

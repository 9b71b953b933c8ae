using System.Globalization;

namespace FleetSim.Load.Report;

/// <summary>Which colour each series has: good is blue, bad is vermilion, the others follow the palette.</summary>
/// <remarks>The palette is that of Okabe and Ito, which colour-blind readers can tell apart, and a violet.</remarks>
internal static class SeriesColours
{
    private const int PaletteSize = 8;

    /// <summary>CSS classes, one for each tone, in order.</summary>
    public static string[] Of(IReadOnlyList<Tone> tones)
    {
        // The first colour of the palette is that of "good": beside it the palette begins with the second.
        var next = tones.Contains(Tone.Good) ? 1 : 0;
        return [.. tones.Select(tone => tone switch
        {
            Tone.Good => "good",
            Tone.Bad => "bad",
            Tone.Muted => "muted",
            _ => string.Create(CultureInfo.InvariantCulture, $"c{next++ % PaletteSize}"),
        })];
    }

    public static void Legend(Markup page, IEnumerable<(string Name, string Colour)> series)
    {
        page.Begin("ul", ("class", "legend"));
        foreach (var (name, colour) in series)
        {
            page.Begin("li").Begin("span", ("class", $"key {colour}")).End().Text(name).End();
        }

        page.End();
    }
}

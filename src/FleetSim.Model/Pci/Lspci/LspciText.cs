using System.Globalization;

namespace FleetSim.Model.Pci.Lspci;

/// <summary>Finds the functions and their hex rows in the output of lspci, in any verbosity.</summary>
/// <remarks>
/// A heading begins with an address in the first column, a row of a dump with its offset; indented lines are details
/// for people, and are skipped. Source: pciutils lspci.c <c>show_terse</c>, <c>show_hex_dump</c>.
/// </remarks>
internal static class LspciText
{
    private const int ShownMax = 30;

    /// <exception cref="InputException">A line is neither of these, or a dump has a gap.</exception>
    internal static List<LspciDump> Parse(string text, int functionsMax)
    {
        var dumps = new List<LspciDump>();
        var number = 0;
        foreach (var raw in text.AsSpan().TrimStart('\ufeff').EnumerateLines())
        {
            number++;
            var line = raw.TrimEnd();
            if (line.IsEmpty || line[0] is ' ' or '\t' or '#')
            {
                continue;
            }

            if (TryHeading(line, out var address))
            {
                dumps.Add(new LspciDump(address, number));
                RequireCount(dumps.Count, functionsMax, number);
            }
            else if (TryRow(line, out var offset, out var digits))
            {
                var dump = dumps.LastOrDefault() ?? throw new InputException(
                    "a hex dump without a function above it", new InputPlace(Line: number));
                dump.AddRow(offset, digits, number);
            }
            else
            {
                var shown = line.Length <= ShownMax ? line.ToString() : $"{line[..ShownMax]}...";
                throw new InputException(
                    $"'{shown}' is neither a function's heading nor a row of its hex dump",
                    new InputPlace(Line: number));
            }
        }

        return dumps;
    }

    private static void RequireCount(int count, int most, int line)
    {
        if (count > most)
        {
            throw new InputException($"more than {most} functions", new InputPlace(Line: line));
        }
    }

    private static bool TryHeading(ReadOnlySpan<char> line, out PciAddress address)
    {
        var end = line.IndexOfAny(' ', '\t');
        return PciAddress.TryParse(end < 0 ? line : line[..end], out address);
    }

    private static bool TryRow(ReadOnlySpan<char> line, out int offset, out ReadOnlySpan<char> digits)
    {
        offset = 0;
        digits = default;
        var colon = line.IndexOf(':');
        if (colon is not (2 or 3)
            || !int.TryParse(line[..colon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out offset))
        {
            return false;
        }

        digits = line[(colon + 1)..].TrimStart(' ');
        return true;
    }
}

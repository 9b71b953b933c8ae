using System.Globalization;
using FleetSim.Model.Pci.Config;

namespace FleetSim.Model.Pci.Lspci;

/// <summary>The hex dump of one function in the output of lspci.</summary>
internal sealed class LspciDump(PciAddress address, int line)
{
    internal const int RowSize = 16;

    private readonly List<byte> _bytes = [];
    private readonly List<int> _rowLines = [];

    internal PciAddress Address { get; } = address;

    /// <summary>Line of the function's heading, from 1.</summary>
    internal int Line { get; } = line;

    internal int Size => _bytes.Count;

    /// <exception cref="InputException">The row is not the next one, or is not 16 bytes.</exception>
    internal void AddRow(int offset, ReadOnlySpan<char> digits, int line)
    {
        if (offset != _bytes.Count)
        {
            throw new InputException(
                $"the hex dump of {Address} goes on at 0x{offset:x2} where 0x{_bytes.Count:x2} is due",
                new InputPlace(Line: line));
        }

        if (digits.Length != (3 * RowSize) - 1 || offset >= ConfigSpace.ExtendedSize)
        {
            throw new InputException("a row of a hex dump has 16 bytes, up to offset ff0", new InputPlace(Line: line));
        }

        for (var i = 0; i < digits.Length; i += 3)
        {
            var apart = i + 2 == digits.Length || digits[i + 2] == ' ';
            var pair = digits.Slice(i, 2);
            if (!apart
                || !byte.TryParse(pair, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                throw new InputException(
                    "a row of a hex dump has two hexadecimal digits a byte", new InputPlace(Line: line));
            }

            _bytes.Add(value);
        }

        _rowLines.Add(line);
    }

    /// <exception cref="InputException">The dump stops where lspci never does.</exception>
    internal ConfigSpace ToConfigSpace() => Size switch
    {
        // lspci prints 128 bytes of a CardBus bridge to everyone.
        ConfigSpace.HeaderSize or 2 * ConfigSpace.HeaderSize or ConfigSpace.ConventionalSize
            or ConfigSpace.ExtendedSize =>
            new ConfigSpace(_bytes.ToArray(), Size),
        0 => throw new InputException(
            $"{Address} has no hex dump (lspci prints one with -xxxx)", new InputPlace(Line: Line)),
        _ => throw new InputException(
            $"the hex dump of {Address} is cut short after {Size} bytes (complete are 64, 128, 256 or 4096)",
            Place(Size)),
    };

    /// <summary>The line on which the byte at an offset is printed.</summary>
    internal InputPlace Place(int? offset)
    {
        var row = Math.Min((offset ?? 0) / RowSize, _rowLines.Count - 1);
        return new InputPlace(Line: row < 0 || offset is null ? Line : _rowLines[row], Offset: offset);
    }
}

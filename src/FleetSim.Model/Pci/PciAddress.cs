using System.Globalization;

namespace FleetSim.Model.Pci;

/// <summary>Where a PCI function sits: segment, bus, device (slot) and function.</summary>
/// <param name="Segment">Segment (domain), 32 bit: VMD and some Arm hosts use numbers above 0xffff.</param>
/// <param name="Bus">Bus number, 8 bit.</param>
/// <param name="Devfn">Slot in bits 7:3, function in bits 2:0. With ARI the whole byte is the function number.</param>
public readonly record struct PciAddress(uint Segment, byte Bus, byte Devfn) : IComparable<PciAddress>
{
    public PciAddress(uint segment, byte bus, int slot, int function)
        : this(segment, bus, (byte)((slot << 3) | function))
    {
    }

    /// <summary>Device number on the bus, 0 to 31.</summary>
    public int Slot => Devfn >> 3;

    /// <summary>Function number in the slot, 0 to 7.</summary>
    public int Function => Devfn & 7;

    public PciBus OnBus => new(Segment, Bus);

    /// <summary>The requester id under which the function's own requests travel.</summary>
    public Rid Rid => new(Bus, Devfn);

    /// <summary>Parses <c>ssss:bb:dd.f</c>, or <c>bb:dd.f</c> for segment 0, as Linux prints it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PciAddress address)
    {
        address = default;
        uint segment = 0;
        var first = text.IndexOf(':');
        var last = text.LastIndexOf(':');
        if (first < 0)
        {
            return false;
        }

        if (first != last)
        {
            if (first is < 4 or > 8 || !TryHex(text[..first], out segment))
            {
                return false;
            }

            text = text[(first + 1)..];
        }

        if (text.Length != 7 || text[2] != ':' || text[5] != '.'
            || !TryHex(text[..2], out var bus) || !TryHex(text[3..5], out var slot) || slot > 31
            || !TryHex(text[6..], out var function) || function > 7)
        {
            return false;
        }

        address = new PciAddress(segment, (byte)bus, (int)slot, (int)function);
        return true;
    }

    /// <exception cref="InputException">The text is not a PCI address.</exception>
    public static PciAddress Parse(string text) =>
        TryParse(text, out var address)
            ? address
            : throw new InputException($"'{text}' is not a PCI address (ssss:bb:dd.f, hexadecimal)");

    public int CompareTo(PciAddress other)
    {
        var bySegment = Segment.CompareTo(other.Segment);
        return bySegment != 0 ? bySegment : ((Bus << 8) | Devfn).CompareTo((other.Bus << 8) | other.Devfn);
    }

    public override string ToString() => $"{Segment:x4}:{Bus:x2}:{Slot:x2}.{Function:x}";

    public static bool operator <(PciAddress left, PciAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(PciAddress left, PciAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(PciAddress left, PciAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PciAddress left, PciAddress right) => left.CompareTo(right) >= 0;

    private static bool TryHex(ReadOnlySpan<char> digits, out uint value) =>
        uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}

namespace FleetSim.Model.Translation.Hardware;

/// <summary>An adjusted guest address width: how many bits of an IOVA a page table translates, in how many
/// levels.</summary>
/// <remarks>Source: VT-d specification, context entry AW and CAP.SAGAW; <c>reference/translation.md</c> 1.2.</remarks>
public readonly record struct AddressWidth
{
    /// <summary>3 levels: 39 bits.</summary>
    public static AddressWidth Bits39 { get; } = new(1);

    /// <summary>4 levels: 48 bits.</summary>
    public static AddressWidth Bits48 { get; } = new(2);

    /// <summary>5 levels: 57 bits.</summary>
    public static AddressWidth Bits57 { get; } = new(3);

    /// <summary>6 levels, 64 bits; in no VT-d unit since version 2 of the specification. Units of other vendors
    /// translate with it here.</summary>
    public static AddressWidth Bits64 { get; } = new(4);

    private AddressWidth(int code) => Code = code;

    /// <summary>The value of a context entry's AW field, and the bit of CAP.SAGAW.</summary>
    public int Code { get; }

    public int Levels => Code + 2;

    public int Bits => Math.Min(30 + (9 * Code), 64);

    /// <summary>The last IOVA that can be translated.</summary>
    public ulong LastIova => ulong.MaxValue >> (64 - Bits);

    /// <summary>The width of a context entry's AW field; null for a value that is reserved.</summary>
    public static AddressWidth? OfCode(int code) => code is >= 1 and <= 4 ? new AddressWidth(code) : null;

    /// <summary>The smallest width that translates so many bits.</summary>
    public static AddressWidth Covering(int bits) => bits switch
    {
        <= 39 => Bits39,
        <= 48 => Bits48,
        <= 57 => Bits57,
        _ => Bits64,
    };

    public override string ToString() => $"{Bits} bits";
}

namespace FleetSim.Model.Translation.Hardware;

/// <summary>What a unit can do: its registers CAP and ECAP, and how wide host physical addresses are.</summary>
/// <param name="Cap">The capability register.</param>
/// <param name="Ecap">The extended capability register.</param>
/// <param name="HostAddressBits">Address bits from here to 51 are reserved in every entry.</param>
/// <remarks>
/// Source: VT-d specification, CAP_REG and ECAP_REG; <c>reference/translation.md</c> 1.7. Not modelled: protected
/// memory, page requests, nested translation, write buffers, drains (an invalidation always is complete).
/// </remarks>
public sealed record VtdCapabilities(ulong Cap, ulong Ecap, int HostAddressBits)
{
    /// <summary>Which values of a context entry's AW field the unit takes: bit n for the value n.</summary>
    public int SupportedWidths => (int)(Cap >> 8) & 0x1f;

    /// <summary>Bits of an IOVA.</summary>
    public int GuestAddressBits => ((int)(Cap >> 16) & 0x3f) + 1;

    public bool HasCachingMode => IsSet(Cap, 7);

    public bool Has2MiBPages => IsSet(Cap, 34);

    public bool Has1GiBPages => IsSet(Cap, 35);

    public bool HasPageInvalidation => IsSet(Cap, 39);

    /// <summary>Fault records that the unit keeps.</summary>
    public int FaultRecords => ((int)(Cap >> 40) & 0xff) + 1;

    /// <summary>The largest address mask of a page-selective invalidation.</summary>
    public int AddressMaskMax => (int)(Cap >> 48) & 0x3f;

    /// <summary>How many domain ids there are.</summary>
    public int DomainIds => 1 << (4 + (2 * ((int)Cap & 7)));

    public bool HasDeviceTlb => IsSet(Ecap, 2);

    public bool HasPassThrough => IsSet(Ecap, 6);

    public bool HasSnoopControl => IsSet(Ecap, 7);

    public bool HasScalableMode => IsSet(Ecap, 43);

    public bool HasSecondStage => IsSet(Ecap, 46);

    public bool HasFirstStage => IsSet(Ecap, 47);

    public bool Has5LevelFirstStage => IsSet(Cap, 60);

    /// <summary>PASIDs have so many bits.</summary>
    public int PasidBits => IsSet(Ecap, 40) ? ((int)(Ecap >> 35) & 0x1f) + 1 : 0;

    /// <summary>A unit of a fleet's hosts: all page sizes, pass-through, second-stage dirty bits, 8 fault
    /// records.</summary>
    public static VtdCapabilities Of(AddressWidth width, bool cachingMode = false)
    {
        var supported = 0UL;
        for (var code = AddressWidth.Bits39.Code; code <= width.Code; code++)
        {
            supported |= 1UL << code;
        }

        var cap = 6UL | (cachingMode ? 1UL << 7 : 0) | (supported << 8) | ((ulong)(width.Bits - 1) << 16) | (1UL << 22)
            | (3UL << 34) | (1UL << 39) | (7UL << 40) | (18UL << 48);
        var ecap = 1UL | (1UL << 1) | (1UL << 6) | (19UL << 35) | (1UL << 40) | (1UL << 43) | (1UL << 45)
            | (1UL << 46) | (1UL << 47);
        return new VtdCapabilities(cap, ecap, 52);
    }

    public bool Supports(AddressWidth width) => (SupportedWidths & (1 << width.Code)) != 0;

    private static bool IsSet(ulong register, int bit) => (register & (1UL << bit)) != 0;
}

namespace FleetSim.Model.Translation;

/// <summary>A finished translation: a page of one requester, where it is, and what may be done to it.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="PageNumber">Of the IOVA, counted in pages of the class's size.</param>
/// <param name="Target">Host physical address of the page; its low bits are <see cref="DmaAccess"/> and
/// the flags below.</param>
/// <param name="DomainId">The domain whose invalidation removes it.</param>
internal record struct IotlbEntry(ulong Key, ulong PageNumber, ulong Target, ushort DomainId)
{
    /// <summary>Bit of <see cref="Target"/>: FPD of the requester's context entry.</summary>
    public const ulong FaultsDisabled = 1 << 2;

    /// <summary>Bit of <see cref="Target"/>: the unit sets dirty bits in this page's table.</summary>
    public const ulong Tracked = 1 << 4;

    /// <summary>Bit of <see cref="Target"/>: a write has set the page's dirty bit.</summary>
    public const ulong Dirty = 1 << 3;

    public const ulong FlagBits = 0xfff;
}

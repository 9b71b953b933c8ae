using System.Runtime.CompilerServices;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Caches;

/// <summary>A finished translation: a page of one requester, where it is, and what may be done to it.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="PageNumber">Of the IOVA, counted in pages of the class's size.</param>
/// <param name="Target">Host physical address of the page; its low bits are what the page allows, a
/// <see cref="DmaAccess"/>, and the flags below.</param>
/// <param name="DomainId">The domain whose invalidation removes it.</param>
internal record struct IotlbEntry(ulong Key, ulong PageNumber, ulong Target, ushort DomainId)
{
    /// <summary>Bit of <see cref="Target"/>: FPD of the requester's context entry.</summary>
    public const ulong FaultsDisabled = 1 << 2;

    /// <summary>Place in <see cref="Target"/> of the accesses that need no table: those that the page allows, but not
    /// a write that has to leave a dirty bit first.</summary>
    public const int DirectShift = 5;

    public const ulong FlagBits = 0xfff;

    /// <summary>Where the page is.</summary>
    public readonly ulong Frame => Target & ~FlagBits;

    /// <summary>An access needs no table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsDirect(DmaAccess access)
    {
        var wanted = (ulong)access << DirectShift;
        return (Target & wanted) == wanted;
    }
}

using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation;

/// <summary>A run of IOVAs and the memory behind it: what one unit is told to map, or to unmap.</summary>
/// <param name="Iova">First IOVA, a multiple of the page size.</param>
/// <param name="Size">In bytes, a multiple of the page size, not 0.</param>
/// <param name="Hpa">Host-physical address of the first byte; the others follow it.</param>
/// <param name="Read">The device may read.</param>
/// <param name="Write">The device may write.</param>
public readonly record struct DmaRange(ulong Iova, ulong Size, ulong Hpa, bool Read, bool Write)
{
    public DmaAccess Access => (Read ? DmaAccess.Read : DmaAccess.None) | (Write ? DmaAccess.Write : DmaAccess.None);
}

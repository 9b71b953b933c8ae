using System.Collections.Immutable;
using FleetSim.Model.Translation;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>What one MAP call has mapped; it is unmapped as a whole.</summary>
/// <param name="Iova">First IOVA.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Vaddr">Where the process says that the memory is.</param>
/// <param name="Ranges">What is pinned, by runs of frames; set once, whatever becomes of the process's memory.</param>
/// <param name="IsVaddrInvalid">The process has said that <paramref name="Vaddr"/> is out of date.</param>
/// <remarks>Source: struct vfio_dma, drivers/vfio/vfio_iommu_type1.c.</remarks>
public sealed record DmaMapping(
    ulong Iova, ulong Size, ulong Vaddr, ImmutableArray<DmaRange> Ranges, bool IsVaddrInvalid = false)
{
    /// <summary>
    /// First IOVA behind it; 0 for a mapping that ends where 64-bit addresses do, because the kernel's sum wraps.
    /// </summary>
    public ulong End => unchecked(Iova + Size);

    public override string ToString() => $"{Iova:x}+{Size:x}";
}

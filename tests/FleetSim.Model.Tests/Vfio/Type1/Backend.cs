using FleetSim.Model.Pci.Capture;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>A type 1 backend with one group behind VT-d of 39 bits, and a process with some memory.</summary>
internal static class Backend
{
    public const ulong Page = 0x1000;

    /// <summary>1 MiB that may be written, its frames at 4 GiB.</summary>
    public const ulong Writable = 0x7000_0000_0000;

    /// <summary>16 pages that may be read, just behind it, their frames elsewhere.</summary>
    public const ulong ReadOnly = Writable + 0x10_0000;

    /// <summary>16 pages that may not be reached, just behind.</summary>
    public const ulong NoAccess = ReadOnly + (16 * Page);

    public const ulong Frames = 0x1_0000_0000;
    public const ulong ReadOnlyFrames = 0x2_0000_0000;

    public static readonly VfioFile First = new(VfioFileKind.Group, 1, 1);
    public static readonly VfioFile Second = new(VfioFileKind.Group, 2, 1);

    private static readonly ReservedRegion Interrupts = new(0xfee0_0000, 0xfeef_ffff, "msi");

    public static Type1Iommu V1 { get; } = Open(IommuBackend.Type1);

    public static Type1Iommu V2 { get; } = Open(IommuBackend.Type1V2);

    public static ProcessMemory Memory { get; } = ProcessMemory.Empty
        .Map(new MemoryArea(Writable, 0x10_0000, MemoryAccess.ReadWrite, Frames), out _)
        .Map(new MemoryArea(ReadOnly, 16 * Page, MemoryAccess.Read, ReadOnlyFrames), out _)
        .Map(new MemoryArea(NoAccess, 16 * Page), out _);

    public static GroupDma Dma(
        ulong end = 0x7f_ffff_ffff, uint limit = 65_535, params ReservedRegion[] reserved) =>
        new(["dmar0"], [Interrupts, .. reserved], end, 0x4020_1000, limit);

    public static Type1Iommu Open(int type, uint limit = 65_535, ulong end = 0x7f_ffff_ffff) =>
        Type1Iommu.Open(type).Attach(First, Dma(end, limit)).Next;

    /// <summary>The argument of a map of writable memory.</summary>
    public static DmaArguments ToMap(
        ulong iova, ulong size = Page, uint flags = 3, ulong vaddr = Writable, uint argsz = 32) =>
        new(argsz, flags, vaddr, iova, size);

    public static DmaArguments ToUnmap(ulong iova, ulong size, DmaUnmapFlags flags = 0, uint argsz = 24) =>
        new(argsz, (uint)flags, Iova: iova, Size: size);

    /// <summary>With mappings, each of which must be granted.</summary>
    public static Type1Iommu With(this Type1Iommu iommu, params (ulong Iova, ulong Size)[] mappings) =>
        mappings.Aggregate(iommu, (before, mapping) =>
        {
            var verdict = before.Map(ToMap(mapping.Iova, mapping.Size), Memory);
            Assert.Equal(Errno.None, verdict.Errno);
            return verdict.Next;
        });

    public static string Text(this Type1Iommu iommu) => string.Join(' ', iommu.Mappings.All);
}

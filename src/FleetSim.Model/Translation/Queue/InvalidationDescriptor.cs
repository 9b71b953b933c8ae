using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Model.Translation.Queue;

/// <summary>One entry of the invalidation queue, as it lies in memory.</summary>
/// <param name="Low">First word.</param>
/// <param name="High">Second word.</param>
/// <param name="Third">Third word; 0 where descriptors have 128 bits.</param>
/// <param name="Fourth">Fourth word; 0 where descriptors have 128 bits.</param>
/// <remarks>Source: qi_flush_context, qi_flush_iotlb and qi_submit_sync, drivers/iommu/intel/dmar.c;
/// <c>reference/translation.md</c> 1.8.</remarks>
public readonly record struct InvalidationDescriptor(ulong Low, ulong High, ulong Third = 0, ulong Fourth = 0)
{
    private const ulong AddressBits = ~0xfffUL;

    /// <summary>The type, which may be none that there is.</summary>
    public DescriptorType Type => (DescriptorType)((Low & 0xf) | ((Low >> 5) & 0x70));

    /// <summary>G: how much is invalidated; what the values mean depends on the type.</summary>
    public int Granularity => (int)(Low >> 4) & 3;

    public ushort DomainId => (ushort)(Low >> 16);

    /// <summary>The requester of a context cache or device-TLB invalidation.</summary>
    public Rid Source => new((ushort)(Low >> 32));

    /// <summary>FM: bits of the function number that do not count.</summary>
    public int FunctionMask => (int)(Low >> 48) & 3;

    /// <summary>AM: 2^so many pages of 4 KiB.</summary>
    public int AddressMask => (int)High & 0x3f;

    /// <summary>IH: no table pointer has changed.</summary>
    public bool LeavesOnly => (High & (1 << 6)) != 0;

    /// <summary>First byte of what is invalidated.</summary>
    public ulong Address => High & AddressBits;

    /// <summary>SW of a wait: the status is written to memory.</summary>
    public bool WritesStatus => (Low & (1 << 5)) != 0;

    /// <summary>IF of a wait: an interrupt tells that it is done.</summary>
    public bool Interrupts => (Low & (1 << 4)) != 0;

    /// <summary>FN of a wait: what comes later begins after what came before.</summary>
    public bool Fences => (Low & (1 << 6)) != 0;

    /// <summary>PD of a wait: page requests are drained.</summary>
    public bool DrainsPageRequests => (Low & (1 << 7)) != 0;

    public uint StatusData => (uint)(Low >> 32);

    /// <summary>Where a wait writes its status.</summary>
    public ulong StatusAddress => High;

    public static InvalidationDescriptor ContextCache(
        InvalidationScope scope, ushort domainId = 0, Rid source = default, int functionMask = 0) =>
        new(
            Of(DescriptorType.ContextCache, (int)scope) | ((ulong)domainId << 16) | ((ulong)source.Value << 32)
                | ((ulong)functionMask << 48),
            0);

    /// <summary>All translations, or a domain's.</summary>
    public static InvalidationDescriptor Iotlb(InvalidationScope scope, ushort domainId = 0) =>
        new(Of(DescriptorType.Iotlb, (int)scope) | ((ulong)domainId << 16), 0);

    /// <summary>A domain's translations of a block of pages.</summary>
    public static InvalidationDescriptor Pages(ushort domainId, InvalidationRange block, bool leavesOnly = false) =>
        new(
            Of(DescriptorType.Iotlb, 3) | ((ulong)domainId << 16),
            block.Iova | (uint)block.AddressMask | (leavesOnly ? 1UL << 6 : 0));

    /// <summary>A wait that writes a status, fencing or not.</summary>
    public static InvalidationDescriptor Wait(ulong statusAddress, uint status, bool fences = false) =>
        new(Of(DescriptorType.Wait, 2) | (fences ? 1UL << 6 : 0) | ((ulong)status << 32), statusAddress);

    private static ulong Of(DescriptorType type, int granularity) => (ulong)type | ((ulong)granularity << 4);
}

using FleetSim.Model.Translation.Caches;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>What the specification leaves to a unit.</summary>
public sealed record HardwareOptions
{
    public static HardwareOptions Default { get; } = new();

    /// <summary>The unit that the translation recordings were made of: no paging-structure cache, and a mask of 8 bits
    /// in page-selective invalidations.</summary>
    public static HardwareOptions Qemu72 { get; } = new()
    {
        Iotlb = new IotlbGeometry(Sets4K: 1024, Sets2M: 1024, Sets1G: 1024),
        CachesTables = false,
        InvalidatesBy8BitMask = true,
    };

    public IotlbGeometry Iotlb { get; init; } = IotlbGeometry.Default;

    /// <summary>Whether there is a paging-structure cache.</summary>
    public bool CachesTables { get; init; } = true;

    /// <summary>An emulator's fault: a page-selective invalidation forgets more than it is asked to.</summary>
    public bool InvalidatesBy8BitMask { get; init; }
}

namespace FleetSim.Model.Translation.Caches;

/// <summary>How large an IOTLB is: sets of four entries for each page size, a power of two each.</summary>
public readonly record struct IotlbGeometry(int Sets4K, int Sets2M, int Sets1G)
{
    /// <summary>1,024 entries of 4 KiB, 256 of 2 MiB, 32 of 1 GiB.</summary>
    public static IotlbGeometry Default { get; } = new(256, 64, 8);

    /// <summary>So many consecutive pages of 4 KiB fit.</summary>
    public int Entries4K => Sets4K * PageClass.Ways;
}

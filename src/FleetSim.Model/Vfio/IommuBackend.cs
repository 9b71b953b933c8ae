namespace FleetSim.Model.Vfio;

/// <summary>The types that <c>VFIO_SET_IOMMU</c> knows on x86.</summary>
/// <remarks>Source: include/uapi/linux/vfio.h; <c>reference/userapi.md</c> 1.3.</remarks>
public static class IommuBackend
{
    public const int Type1 = 1;

    public const int Type1V2 = 3;

    /// <summary>Known, and attaches no group on the units that are modelled.</summary>
    public const int Nesting = 6;

    /// <summary>An extension (<c>VFIO_UNMAP_ALL</c>) that the backend says it has, and then refuses as a
    /// type.</summary>
    private const int UnmapAll = 9;

    /// <summary>What an attempt with a type ends with before any group is attached; none when it goes on.</summary>
    public static Errno Open(int type) => type switch
    {
        Type1 or Type1V2 => Errno.None,
        Nesting or UnmapAll => Errno.EINVAL,
        _ => Errno.ENODEV,
    };
}

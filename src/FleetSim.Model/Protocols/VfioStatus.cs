namespace FleetSim.Model.Protocols;

/// <summary>What <c>VFIO_GROUP_GET_STATUS</c> answers.</summary>
/// <remarks>Source: include/uapi/linux/vfio.h.</remarks>
[Flags]
public enum VfioStatus
{
    None = 0,

    /// <summary>In a container, or claimed by nobody.</summary>
    Viable = 1 << 0,

    ContainerSet = 1 << 1,
}

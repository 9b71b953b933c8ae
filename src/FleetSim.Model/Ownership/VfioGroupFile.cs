using FleetSim.Model.Domains;

namespace FleetSim.Model.Ownership;

/// <summary>The open file of a VFIO group: at most one, kept alive by the device files that came through it.</summary>
/// <remarks>Source: struct vfio_group, drivers/vfio/group.c; <c>reference/userapi.md</c> 1.1.</remarks>
public sealed record VfioGroupFile
{
    /// <summary>
    /// Which opening it is: the group's epoch then. A group that is revoked begins another epoch, so what a user keeps
    /// of an earlier opening is known to be stale.
    /// </summary>
    public required ulong Opened { get; init; }

    /// <summary>The user has closed it; only device files keep it.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whose container the group is in; none outside of a container.</summary>
    public OwnerCookie Container { get; init; }

    /// <summary>Open device files of the group's members.</summary>
    public int DeviceFiles { get; init; }

    public bool IsInContainer => !Container.IsNone;
}

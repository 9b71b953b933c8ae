using FleetSim.Model.Pci;

namespace FleetSim.Model.Vfio;

/// <summary>An open file of a process.</summary>
/// <param name="Number">
/// Container file: which container of the process. Group and device files: the group. Event file: which eventfd of the
/// device.
/// </param>
/// <param name="Opened">Group file: the group's epoch when it was opened, which names the opening.</param>
/// <param name="Device">Device and event files: the device.</param>
public sealed record VfioFile(VfioFileKind Kind, int Number = 0, ulong Opened = 0, PciAddress Device = default);

/// <summary>What a file of a process is of.</summary>
public enum VfioFileKind : byte
{
    /// <summary><c>/dev/vfio/vfio</c>.</summary>
    Container,

    /// <summary><c>/dev/vfio/N</c>.</summary>
    Group,

    /// <summary>From <c>VFIO_GROUP_GET_DEVICE_FD</c>.</summary>
    Device,

    /// <summary>An eventfd on which a device's user hears that somebody wants the device back.</summary>
    Event,
}

namespace FleetSim.Model.Protocols;

/// <summary>What a group answers.</summary>
/// <param name="Errno">The refusal; <see cref="Errno.None"/> when granted.</param>
/// <param name="Epoch">The group's epoch after the call: what a new owner shows with its later calls.</param>
/// <param name="Warned">The kernel would log a WARN: a caller was at fault.</param>
/// <param name="Panicked">The kernel would stop the machine.</param>
/// <param name="Version">The <see cref="GroupRecord.Version"/> that the call made, or that it saw when it changed
/// nothing; 0 where it is not known. Tells the order in which a group decided.</param>
/// <param name="Value">Of VFIO calls: the status, or 1 when the group has left its container.</param>
/// <param name="Dma">Of a granted attach to a container's domain: what the container has to know; else null.</param>
public readonly record struct GroupReply(
    Errno Errno,
    ulong Epoch = 0,
    bool Warned = false,
    bool Panicked = false,
    ulong Version = 0,
    int Value = 0,
    GroupDma? Dma = null)
{
    public bool Granted => Errno == Errno.None;
}

using System.Collections.Immutable;
using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Groups;
using FleetSim.Model.Pci;

namespace FleetSim.Model.Protocols;

/// <summary>All that a device keeps: whether it is there, its driver and override, its group, and the call it is in
/// the middle of.</summary>
public sealed record DeviceState
{
    public static DeviceState Absent { get; } = new();

    /// <summary>The function; null while the device is not registered.</summary>
    public PciFunction? Function { get; init; }

    /// <summary>Its group; null for a device that no IOMMU unit translates, or that could not be attached.</summary>
    public GroupKey? Group { get; init; }

    /// <summary>The unit that translates its requests; null when none does.</summary>
    public string? Unit { get; init; }

    /// <summary>The requester id under which its requests reach the unit: that of the bridge nearest to it which puts
    /// its own in their place, or the device's.</summary>
    public Rid Requester { get; init; }

    public Driver? Driver { get; init; }

    /// <summary>The sysfs attribute <c>driver_override</c>; null when empty.</summary>
    public string? DriverOverride { get; init; }

    /// <summary>The private domain its driver attached; none when it attached none.</summary>
    public Domain Attached { get; init; }

    /// <summary><see cref="Attached"/> was attached to the whole group, and is detached so.</summary>
    public bool AttachedAsGroup { get; init; }

    public DeviceStep? Step { get; init; }

    /// <summary>Open files of its VFIO device.</summary>
    public int OpenFiles { get; init; }

    /// <summary>
    /// The unbind or removal that waits for the last file to be closed, and what waits behind it for the device's lock;
    /// null for nothing.
    /// </summary>
    public ImmutableList<DeviceCall>? Waiting { get; init; }

    /// <summary>Number of the eventfd that hears when somebody wants the device back; 0 for none.</summary>
    public int ArmedEvent { get; init; }

    /// <summary>Eventfds that were ever armed.</summary>
    public int EventsArmed { get; init; }

    /// <summary>
    /// By eventfd: how often somebody has wanted the device since its user last looked. They outlive the device; null
    /// for none.
    /// </summary>
    public ImmutableSortedDictionary<int, int>? Events { get; init; }

    public bool IsPresent => Function is not null;

    /// <summary>Its driver is on its way out and waits for a user; sysfs shows none any more.</summary>
    public bool IsLeaving => Waiting is not null;

    /// <summary>What is left of it when it has left the bus.</summary>
    internal DeviceState Gone => Waiting is null && Events is null
        ? Absent
        : Absent with { Waiting = Waiting, Events = Events, EventsArmed = EventsArmed };

    /// <summary>The driver that sysfs shows.</summary>
    public Driver? VisibleDriver => IsLeaving ? null : Driver;
}

/// <summary>A call of which the group has not answered yet.</summary>
/// <param name="Call">What was asked of the device.</param>
/// <param name="Phase">What the group was asked.</param>
/// <param name="Driver">The driver in question.</param>
/// <param name="Warned">The group has warned on the way.</param>
/// <param name="BindRefusal">What the group, or the driver's probe, refused the bind with.</param>
public sealed record DeviceStep(
    DeviceCall Call, DevicePhase Phase, Driver? Driver = null, bool Warned = false, Errno BindRefusal = Errno.None);

/// <summary>What a device waits for.</summary>
public enum DevicePhase : byte
{
    Joining,
    Binding,
    UndoingBind,
    Detaching,
    Unbinding,
    Leaving,
    Forwarding,
    OpeningFile,
    ClosingFile,
}

/// <summary>One turn of a device: what it keeps now, and what it asks of its group or answers.</summary>
/// <param name="State">To be committed before the call is made or the answer is given.</param>
/// <param name="Call">What goes out to the group; null when the call is finished.</param>
/// <param name="Reply">The answer, when <paramref name="Call"/> is null.</param>
public readonly record struct DeviceMove(DeviceState State, GroupCall? Call, DeviceReply Reply);

/// <summary>What a device answers.</summary>
/// <param name="Errno">The refusal; <see cref="Errno.None"/> when granted.</param>
/// <param name="Driver">The driver that is bound now.</param>
/// <param name="BindRefusal">Why a driver that matches is not bound, when nobody asked for it by name (hot-add,
/// rescan).</param>
/// <param name="Epoch">The group's epoch, after a claim.</param>
/// <param name="Group">The group the device is in.</param>
/// <param name="Warned">The kernel would log a WARN.</param>
/// <param name="Panicked">The kernel would stop the machine.</param>
/// <param name="Blocked">
/// Not answered: it waits for a user to close a file. The same call, under the same id, asks for its end.
/// </param>
/// <param name="LeftContainer">With the file that was closed its group has left the user's container.</param>
/// <param name="EndedRemoval">With the file that was closed a removal has gone on, which its host waits for.</param>
/// <param name="Value">Number of an eventfd that was armed, or the count that was read from one.</param>
public readonly record struct DeviceReply(
    Errno Errno,
    string? Driver = null,
    Errno BindRefusal = Errno.None,
    ulong Epoch = 0,
    GroupKey? Group = null,
    bool Warned = false,
    bool Panicked = false,
    bool Blocked = false,
    bool LeftContainer = false,
    bool EndedRemoval = false,
    int Value = 0)
{
    public bool Granted => Errno == Errno.None && !Blocked;
}

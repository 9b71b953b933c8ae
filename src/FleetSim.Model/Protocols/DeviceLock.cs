using System.Collections.Immutable;
using FleetSim.Model.Drivers;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Model.Protocols;

/// <summary>
/// The device's lock (<c>device_lock</c>) while its VFIO driver's remove waits for a user: what it holds up, and what
/// it lets pass.
/// </summary>
/// <remarks>
/// No turn waits for a user. What waits is stored, answers <see cref="DeviceReply.Blocked"/>, and goes on when the last
/// file is closed. Source: drivers/base/dd.c, vfio_unregister_group_dev; <c>reference/ownership.md</c> 4.8.
/// </remarks>
public static class DeviceLock
{
    /// <summary>
    /// Somebody waits no longer: whoever drives the device lets it go on with <see cref="Continue"/>.
    /// </summary>
    public static bool IsFree(DeviceState device) =>
        device is { Step: null, OpenFiles: 0, Waiting: not null };

    /// <summary>The first one that waited.</summary>
    public static DeviceCall Next(DeviceState device) => device.Waiting![0];

    /// <summary>Begins what <see cref="Next"/> has told.</summary>
    public static DeviceMove Continue(DriverCatalogue drivers, DeviceState device)
    {
        var (next, rest) = (device.Waiting![0], device.Waiting.RemoveAt(0));
        var alone = device with { Waiting = null };

        // Whoever writes has the file open: it outlives the device.
        return next.Verb == DeviceVerb.SetOverride && !device.IsPresent
            ? new DeviceMove(alone, null, new DeviceReply(Errno.None)).Behind(rest)
            : DeviceProtocol.Begin(drivers, alone, next).Behind(rest);
    }

    /// <summary>The first to wait: its user is told, if it asked to be.</summary>
    internal static DeviceMove Wait(DeviceState device, DeviceCall call) => new(
        DeviceEvents.Signalled(device) with { Waiting = [call] },
        null,
        new DeviceReply(Errno.None, Blocked: true));

    /// <summary>What a call meets at a device that is leaving; null for one that the lock does not concern.</summary>
    internal static DeviceMove? Answer(DriverCatalogue drivers, DeviceState device, DeviceCall call)
    {
        if (!call.Id.IsNone && device.Waiting!.Exists(waiting => waiting.Id == call.Id))
        {
            return Blocked(device); // Asks for its end.
        }

        return call.Action switch
        {
            Unbind => Refused(device, Errno.ENOENT), // The link to the driver is gone already.
            Disappear or Stop => Queued(device, call),
            SetOverride when drivers.LocksLeavingDevices => Queued(device, call),
            Bind bind when drivers.Find(bind.Driver) is { } driver =>
                DriverCatalogue.Matches(driver, device.Function!, device.DriverOverride)
                    ? Queued(device, call)
                    : Refused(device, Errno.ENODEV),

            // It has a driver still, so nothing is probed.
            Probe => new DeviceMove(device, null, new DeviceReply(Errno.None, Group: device.Group)),
            ConfigureVfs => Refused(device, Errno.ENOENT),
            _ => null,
        };
    }

    private static DeviceMove Queued(DeviceState device, DeviceCall call) =>
        Blocked(device with { Waiting = device.Waiting!.Add(call) });

    private static DeviceMove Blocked(DeviceState device) =>
        new(device, null, new DeviceReply(Errno.None, Blocked: true));

    private static DeviceMove Refused(DeviceState device, Errno errno) => new(device, null, new DeviceReply(errno));

    /// <summary>The others go on waiting behind the one that has begun.</summary>
    private static DeviceMove Behind(this DeviceMove move, ImmutableList<DeviceCall> rest) =>
        rest.IsEmpty
            ? move
            : move with { State = move.State with { Waiting = [.. move.State.Waiting ?? [], .. rest] } };
}

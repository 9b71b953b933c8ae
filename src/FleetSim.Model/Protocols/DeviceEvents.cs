using System.Collections.Immutable;

namespace FleetSim.Model.Protocols;

/// <summary>The eventfds on which the users of a VFIO device hear that somebody wants it back.</summary>
/// <remarks>
/// Polled by its user: a device calls nobody who calls it. Source: vfio_pci_request, vfio_pci_set_req_trigger,
/// drivers/vfio/pci. Deviation: the kernel signals again every 10 s, here it is once.
/// </remarks>
internal static class DeviceEvents
{
    /// <summary>Somebody wants the device back.</summary>
    public static DeviceState Signalled(DeviceState device) => device.ArmedEvent == 0
        ? device
        : device with { Events = device.Events!.SetItem(device.ArmedEvent, device.Events[device.ArmedEvent] + 1) };

    public static DeviceMove Arm(DeviceState device)
    {
        var number = device.EventsArmed + 1;
        var events = device.Events ?? ImmutableSortedDictionary<int, int>.Empty;
        var armed = device with { ArmedEvent = number, EventsArmed = number, Events = events.Add(number, 0) };
        return new DeviceMove(armed, null, new DeviceReply(Errno.None, Value: number));
    }

    public static DeviceMove Read(DeviceState device, int number)
    {
        var count = device.Events?.GetValueOrDefault(number) ?? 0;
        return count == 0
            ? new DeviceMove(device, null, new DeviceReply(Errno.EAGAIN))
            : new DeviceMove(
                device with { Events = device.Events!.SetItem(number, 0) },
                null,
                new DeviceReply(Errno.None, Value: count));
    }

    public static DeviceMove Drop(DeviceState device, int number)
    {
        var left = device.Events?.Remove(number);
        var next = device with
        {
            ArmedEvent = device.ArmedEvent == number ? 0 : device.ArmedEvent,
            Events = left is { IsEmpty: true } ? null : left,
        };
        return new DeviceMove(next, null, default);
    }
}

using FleetSim.Model.Domains;
using FleetSim.Model.Drivers;
using FleetSim.Model.Protocols.DeviceActions;

namespace FleetSim.Model.Protocols;

/// <summary>How a device carries out a call, with sysfs's order of checks and errno.</summary>
/// <remarks>
/// Every bind and unbind tells the group, and the group's answer comes before the driver's probe. Source:
/// drivers/base/dd.c, drivers/base/bus.c, drivers/pci/pci-driver.c; <c>reference/ownership.md</c> 4.5.1, 4.6.
/// </remarks>
public static class DeviceProtocol
{
    /// <summary>A call arrives at a device that is in the middle of none.</summary>
    public static DeviceMove Begin(DriverCatalogue drivers, DeviceState device, DeviceCall call)
    {
        Invariant.Require(device.Step is null, "INV-26");
        if (device.IsLeaving && DeviceLock.Answer(drivers, device, call) is { } waits)
        {
            return waits;
        }

        return call.Action switch
        {
            Appear appear => Appear(drivers, device, call, appear),
            Disappear => device.IsPresent ? UnbindThen(device, call) : Refuse(device, Errno.ENOENT),
            SetOverride set => device.IsPresent
                ? Done(device with { DriverOverride = set.Driver })
                : Refuse(device, Errno.ENOENT),
            Bind bind => Bind(drivers, device, call, bind.Driver),
            Unbind => device.Driver is null ? Refuse(device, Errno.ENOENT) : UnbindThen(device, call),
            Probe _ => Probe(drivers, device, call),
            OpenFile open => OpenFile(device, call, open.Group),
            CloseFile => Ask(device, new DeviceStep(call, DevicePhase.ClosingFile)),
            Stop => device.Driver is null ? Done(device) : UnbindThen(device, call),
            ArmEvent => DeviceEvents.Arm(device),
            ReadEvent read => DeviceEvents.Read(device, read.Event),
            DropEvent drop => DeviceEvents.Drop(device, drop.Event),
            ConfigureVfs => device.Driver is { EnablesVfs: true }
                ? Done(device)
                : Refuse(device, Errno.ENOENT),
            _ => Forward(device, call),
        };
    }

    /// <summary>The answer to what was out got lost: the group is asked once more, under the same id.</summary>
    public static DeviceMove Resume(DeviceState device) => new(device, Order(device, device.Step!), default);

    /// <summary>The group has answered what was out.</summary>
    public static DeviceMove Next(DriverCatalogue drivers, DeviceState device, GroupReply reply)
    {
        var step = device.Step! with { Warned = device.Step.Warned | reply.Warned };
        if (reply.Panicked || reply.Errno == Errno.EHOSTDOWN)
        {
            return new DeviceMove(
                device with { Step = null }, null, new DeviceReply(Errno.EHOSTDOWN, Panicked: reply.Panicked));
        }

        return step.Phase switch
        {
            DevicePhase.Joining => Joined(drivers, device, step, reply),
            DevicePhase.Binding => Claimed(device, step, reply),
            DevicePhase.UndoingBind => Answer(device, step, NotBound(step, claimRefused: false)),
            DevicePhase.Detaching => Unbinding(Detached(device), step),
            DevicePhase.Unbinding => Unbound(device, step, reply),
            DevicePhase.Leaving => Answer(device.Gone, step, default),
            DevicePhase.OpeningFile => FileOpened(device, step, reply),
            DevicePhase.ClosingFile => FileClosed(device, step, reply),
            _ => Forwarded(device, step, reply),
        };
    }

    private static DeviceMove Appear(
        DriverCatalogue drivers, DeviceState device, DeviceCall call, Appear appear)
    {
        if (device.IsPresent)
        {
            return Refuse(device, Errno.EEXIST);
        }

        var present = new DeviceState
        {
            Function = appear.Function,
            Unit = appear.Membership?.Member.Unit,
            Requester = appear.Membership?.Member.Rids[^1] ?? appear.Function.Address.Rid,
            Group = appear.Membership?.Group,
        };
        return appear.Membership is null
            ? Offer(drivers, present, new DeviceStep(call, DevicePhase.Joining))
            : Ask(present, new DeviceStep(call, DevicePhase.Joining));
    }

    /// <summary>A device that could not be attached has no group, and nothing to own (hole H-4).</summary>
    private static DeviceMove Joined(DriverCatalogue drivers, DeviceState device, DeviceStep step, GroupReply reply) =>
        Offer(drivers, reply.Granted ? device : device with { Group = null }, step);

    private static DeviceMove Offer(DriverCatalogue drivers, DeviceState device, DeviceStep step) =>
        step.Call.Verb == DeviceVerb.Appear && drivers.DriverFor(device.Function!, null) is { } driver
            ? AskToBind(device, step with { Driver = driver })
            : Answer(device, step, default);

    private static DeviceMove Bind(DriverCatalogue drivers, DeviceState device, DeviceCall call, string name)
    {
        if (drivers.Find(name) is not { } driver)
        {
            return Refuse(device, Errno.ENOENT); // The driver is not loaded: it has no folder in sysfs.
        }

        if (!device.IsPresent || !DriverCatalogue.Matches(driver, device.Function!, device.DriverOverride))
        {
            return Refuse(device, Errno.ENODEV);
        }

        return device.Driver is not null
            ? Refuse(device, Errno.EBUSY)
            : AskToBind(device, new DeviceStep(call, DevicePhase.Binding, driver));
    }

    private static DeviceMove Probe(DriverCatalogue drivers, DeviceState device, DeviceCall call)
    {
        if (!device.IsPresent)
        {
            return Refuse(device, Errno.ENODEV);
        }

        return device.Driver is null && drivers.DriverFor(device.Function!, device.DriverOverride) is { } driver
            ? AskToBind(device, new DeviceStep(call, DevicePhase.Binding, driver))
            : Done(device);
    }

    private static DeviceMove AskToBind(DeviceState device, DeviceStep step)
    {
        var binding = step with { Phase = DevicePhase.Binding };
        return device.Group is null
            ? Claimed(device, binding, default)
            : Ask(device, binding);
    }

    /// <summary>The group has let the driver in, or not; now its probe is asked.</summary>
    private static DeviceMove Claimed(DeviceState device, DeviceStep step, GroupReply reply)
    {
        if (!reply.Granted)
        {
            return Answer(device, step, NotBound(step with { BindRefusal = reply.Errno }, claimRefused: true));
        }

        var refusal = step.Driver!.Probe(device.Function!);
        if (refusal == Errno.None)
        {
            return Answer(device with { Driver = step.Driver }, step, default);
        }

        var undoing = step with { Phase = DevicePhase.UndoingBind, BindRefusal = refusal };
        return device.Group is null
            ? Answer(device, undoing, NotBound(undoing, claimRefused: false))
            : Ask(device, undoing);
    }

    /// <summary>
    /// A bind by name answers the inner errno; <c>drivers_probe</c> answers EINVAL when the claim was refused, and
    /// nothing when the driver's probe did, as then another driver might try. A device that appears is there all the
    /// same.
    /// </summary>
    /// <remarks>Source: really_probe, which turns a probe's errno positive; device_driver_attach turns it
    /// back.</remarks>
    private static DeviceReply NotBound(DeviceStep step, bool claimRefused) => step.Call.Verb switch
    {
        DeviceVerb.Bind => new DeviceReply(step.BindRefusal),
        DeviceVerb.Probe => new DeviceReply(claimRefused ? Errno.EINVAL : Errno.None),
        _ => new DeviceReply(Errno.None, BindRefusal: step.BindRefusal),
    };

    /// <summary>
    /// The driver's remove callback waits for its users, and detaches what it attached; then the claim is returned.
    /// </summary>
    private static DeviceMove UnbindThen(DeviceState device, DeviceCall call)
    {
        if (device.OpenFiles > 0)
        {
            return DeviceLock.Wait(device, call);
        }

        var step = new DeviceStep(call, DevicePhase.Detaching);
        return device.Group is not null && device.Attached.Kind == DomainKind.Private
            ? Ask(device, step)
            : Unbinding(device, step);
    }

    private static DeviceMove Unbinding(DeviceState device, DeviceStep step)
    {
        var unbinding = step with { Phase = DevicePhase.Unbinding };
        return device.Driver is not null && device.Group is not null
            ? Ask(device, unbinding)
            : Unbound(device, unbinding, default);
    }

    private static DeviceMove Unbound(DeviceState device, DeviceStep step, GroupReply reply)
    {
        Invariant.Require(reply.Granted, "INV-19");
        var free = device with { Driver = null };
        if (step.Call.Verb != DeviceVerb.Disappear)
        {
            return Answer(free, step, default);
        }

        return device.Group is null
            ? Answer(device.Gone, step, default)
            : Ask(free, step with { Phase = DevicePhase.Leaving });
    }

    /// <remarks>Source: vfio_device_get_from_name, vfio_group_ioctl_get_device_fd, drivers/vfio/group.c.</remarks>
    private static DeviceMove OpenFile(DeviceState device, DeviceCall call, int group) =>
        device.Driver is { IsVfio: true } && device.Group?.Id == group
            ? Ask(device, new DeviceStep(call, DevicePhase.OpeningFile))
            : Refuse(device, Errno.ENODEV);

    private static DeviceMove FileOpened(DeviceState device, DeviceStep step, GroupReply reply) => Answer(
        reply.Granted ? device with { OpenFiles = device.OpenFiles + 1 } : device, step, new DeviceReply(reply.Errno));

    /// <summary>
    /// Whoever waited for the last file goes on right after this: see <see cref="DeviceLock.IsFree"/>.
    /// </summary>
    private static DeviceMove FileClosed(DeviceState device, DeviceStep step, GroupReply reply)
    {
        var closed = device with { OpenFiles = device.OpenFiles - 1 };
        var last = closed.OpenFiles == 0;
        var ended = last && closed.Waiting?.Exists(call => call.Action is Disappear or Stop) == true;
        return Answer(
            last ? closed with { ArmedEvent = 0 } : closed,
            step,
            new DeviceReply(reply.Errno, LeftContainer: reply.Value != 0, EndedRemoval: ended));
    }

    /// <summary>Attach, detach, claim and release are the group's to decide.</summary>
    /// <remarks>No group could tell the attach of a driver that never makes one from a legal one.</remarks>
    private static DeviceMove Forward(DeviceState device, DeviceCall call)
    {
        if (!device.IsPresent || device.Group is null)
        {
            return Refuse(device, Errno.ENODEV);
        }

        var attaches = call.Verb is DeviceVerb.AttachDevice or DeviceVerb.AttachGroup or DeviceVerb.Detach;
        if (attaches && device.Driver is not { AttachesNothing: false })
        {
            return Refuse(device, Errno.ENODEV);
        }

        if (call.Verb == DeviceVerb.Detach && device.Attached.Kind != DomainKind.Private)
        {
            return Refuse(device, Errno.EINVAL);
        }

        return Ask(device, new DeviceStep(call, DevicePhase.Forwarding));
    }

    private static DeviceMove Forwarded(DeviceState device, DeviceStep step, GroupReply reply)
    {
        var next = (step.Call.Action, reply.Granted) switch
        {
            (AttachDevice attach, true) => device with { Attached = attach.Domain, AttachedAsGroup = false },
            (AttachGroup attach, true) => device with { Attached = attach.Domain, AttachedAsGroup = true },
            (Detach, _) => Detached(device),
            _ => device,
        };
        return Answer(next, step, new DeviceReply(reply.Errno, Epoch: reply.Epoch));
    }

    private static GroupCall DetachOrder(DeviceState device) => device.AttachedAsGroup
        ? GroupCall.DetachGroup(device.Function!.Address)
        : GroupCall.DetachDevice(device.Function!.Address, device.Attached);

    private static DeviceState Detached(DeviceState device) =>
        device with { Attached = Domain.None, AttachedAsGroup = false };

    private static DeviceMove Ask(DeviceState device, DeviceStep step) =>
        new(device with { Step = step }, Order(device, step), default);

    /// <summary>What the group is asked in a step; the same words, and the same id, however often.</summary>
    private static GroupCall Order(DeviceState device, DeviceStep step)
    {
        var address = device.Function!.Address;
        var order = step.Phase switch
        {
            DevicePhase.Joining when step.Call.Action is Appear { Membership: { } joins } =>
                GroupCall.Join(joins.Member, joins.Group.Incarnation, joins.Type, joins.Iommu),
            DevicePhase.Binding => GroupCall.Bind(address, step.Driver!),
            DevicePhase.UndoingBind or DevicePhase.Unbinding => GroupCall.Unbind(address),
            DevicePhase.Detaching => DetachOrder(device),
            DevicePhase.Leaving => GroupCall.Leave(address),
            DevicePhase.OpeningFile when step.Call.Action is OpenFile open =>
                GroupCall.OpenDevice(address, open.Opened, open.HasIommu, device.IsLeaving),
            DevicePhase.ClosingFile => GroupCall.CloseDevice(address),
            _ => Forwarding(device, step.Call),
        };
        var id = step.Call.Id.Inner((uint)step.Phase + 1);
        return order with { Id = id, Incarnation = device.Group!.Value.Incarnation };
    }

    private static GroupCall Forwarding(DeviceState device, DeviceCall call)
    {
        var address = device.Function!.Address;
        return call.Action switch
        {
            AttachDevice attach => GroupCall.AttachDevice(address, attach.Domain),
            AttachGroup attach => GroupCall.AttachGroup(address, attach.Domain),
            Detach => DetachOrder(device),
            Claim claim => GroupCall.ClaimDevice(address, claim.Owner),
            Release release => GroupCall.ReleaseDevice(address, release.Owner, release.Epoch),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
        };
    }

    private static DeviceMove Answer(DeviceState device, DeviceStep step, DeviceReply reply) => new(
        device with { Step = null },
        null,
        reply with { Driver = device.Driver?.Name, Group = device.Group, Warned = reply.Warned | step.Warned });

    private static DeviceMove Done(DeviceState device) =>
        new(device, null, new DeviceReply(Errno.None, device.Driver?.Name, Group: device.Group));

    private static DeviceMove Refuse(DeviceState device, Errno errno) => new(device, null, new DeviceReply(errno));
}

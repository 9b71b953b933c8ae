using FleetSim.Model.Protocols;
using FleetSim.Model.Translation.Units;
using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>How a user process carries out a call on its files, with the kernel's order of checks and errno.</summary>
/// <remarks>
/// A process knows what it has opened; whether a group is still in its container the group knows, so a container is
/// refreshed before it is looked at. Source: drivers/vfio/container.c, group.c; <c>reference/userapi.md</c> 1.2, 1.3.
/// Deviation: no no-IOMMU mode, no iommufd.
/// </remarks>
public static class AddressSpaceProtocol
{
    /// <summary>A call arrives at a process that is in the middle of none.</summary>
    public static AddressSpaceMove Begin(AddressSpaceState space, AddressSpaceCall call)
    {
        Invariant.Require(space.Step is null, "INV-26");
        return call.Verb switch
        {
            AddressSpaceVerb.OpenContainer => OpenContainer(space, call),
            AddressSpaceVerb.OpenGroup => Ask(space, new AddressSpaceStep(call, AddressSpacePhase.OpeningGroup)),
            AddressSpaceVerb.SetContainer => SetContainer(space, call),
            AddressSpaceVerb.MapMemory or AddressSpaceVerb.UnmapMemory => AddressSpaceMappings.OfMemory(space, call),
            AddressSpaceVerb.Close => Close(space, call),
            AddressSpaceVerb.Exit => CloseAll(
                space with { Files = space.Files.Clear(), Nameless = [], Memory = ProcessMemory.Empty },
                new AddressSpaceStep(
                    call, AddressSpacePhase.Closing, Closing: [.. space.Files.Values, .. space.Nameless])),
            _ => OfFile(space, call),
        };
    }

    /// <summary>An answer got lost: the same is asked once more, under the same id.</summary>
    public static AddressSpaceMove Resume(AddressSpaceState space) =>
        new(space, AddressSpaceOrders.Of(space, space.Step!), default);

    /// <summary>A group has answered.</summary>
    public static AddressSpaceMove Next(AddressSpaceState space, GroupReply reply)
    {
        var step = space.Step!;
        if (reply.Errno == Errno.EHOSTDOWN)
        {
            return Answer(space, new AddressSpaceReply(reply.Errno));
        }

        return step.Phase switch
        {
            AddressSpacePhase.OpeningGroup => reply.Granted
                ? Answer(space.With(step.Call.As, new VfioFile(VfioFileKind.Group, step.Call.Group, reply.Epoch)))
                : Answer(space, new AddressSpaceReply(reply.Errno)),
            AddressSpacePhase.Refreshing => Refreshed(space, step, reply),
            AddressSpacePhase.Claiming => AddressSpaceAttachments.Claimed(space, step, reply),
            AddressSpacePhase.Attaching => AddressSpaceAttachments.Attached(space, step, reply),
            AddressSpacePhase.Detaching => AddressSpaceAttachments.Detach(space, step with { At = step.At - 1 }),
            AddressSpacePhase.Unclaiming => Answer(
                space.WithoutGroup(space.Files[step.Call.File]), new AddressSpaceReply(step.Refusal)),
            AddressSpacePhase.Unsetting => reply.Granted
                ? Answer(space.WithoutGroup(space.Files[step.Call.File]))
                : Answer(space, new AddressSpaceReply(reply.Errno)),
            AddressSpacePhase.Programming => AddressSpacePrograms.Reattached(space, step),
            AddressSpacePhase.Closing => CloseAll(
                reply.Value != 0 ? space.WithoutGroup(step.Closing![0]) : space,
                step with { Closing = step.Closing!.RemoveAt(0) }),
            _ => Answer(space, new AddressSpaceReply(reply.Errno, reply.Value)),
        };
    }

    /// <summary>A device has answered.</summary>
    public static AddressSpaceMove Next(AddressSpaceState space, DeviceReply reply)
    {
        var step = space.Step!;
        if (step.Phase == AddressSpacePhase.Closing)
        {
            return DeviceClosed(space, step, reply);
        }

        var call = step.Call;
        var file = reply.Granted ? FileOf(space, step, reply) : null;
        return Answer(
            file is null ? space : space.With(call.As, file),
            new AddressSpaceReply(reply.Errno, step.Phase == AddressSpacePhase.ReadingEvent ? reply.Value : 0));
    }

    /// <summary>A unit has answered.</summary>
    public static AddressSpaceMove Next(AddressSpaceState space, DomainReply reply) =>
        AddressSpacePrograms.Next(space, space.Step!, reply);

    /// <summary>The host has gone on with what waited for the file.</summary>
    public static AddressSpaceMove Next(AddressSpaceState space, HostReply reply)
    {
        _ = reply;
        var step = space.Step!;
        return CloseAll(space, step with { Closing = step.Closing!.RemoveAt(0) });
    }

    /// <summary>The file that a granted call on a device has opened.</summary>
    private static VfioFile? FileOf(AddressSpaceState space, AddressSpaceStep step, DeviceReply reply)
    {
        var through = space.Files[step.Call.File];
        return step.Phase switch
        {
            AddressSpacePhase.OpeningDevice =>
                new VfioFile(VfioFileKind.Device, through.Number, through.Opened, step.Call.Device),
            AddressSpacePhase.ArmingEvent => new VfioFile(VfioFileKind.Event, reply.Value, Device: through.Device),
            _ => null,
        };
    }

    private static AddressSpaceMove OpenContainer(AddressSpaceState space, AddressSpaceCall call)
    {
        var number = space.ContainersOpened + 1;
        var opened = space with
        {
            ContainersOpened = number,
            Containers = space.Containers.Add(number, VfioContainer.Empty),
        };
        return Answer(opened.With(call.As, new VfioFile(VfioFileKind.Container, number)));
    }

    /// <summary>What asks one file, of one kind.</summary>
    private static AddressSpaceMove OfFile(AddressSpaceState space, AddressSpaceCall call)
    {
        var (kind, phase) = call.Verb switch
        {
            AddressSpaceVerb.GroupStatus => (VfioFileKind.Group, AddressSpacePhase.AskingStatus),
            AddressSpaceVerb.UnsetContainer => (VfioFileKind.Group, AddressSpacePhase.Unsetting),
            AddressSpaceVerb.GetDevice => (VfioFileKind.Group, AddressSpacePhase.OpeningDevice),
            AddressSpaceVerb.SetIommu or AddressSpaceVerb.MapDma or AddressSpaceVerb.UnmapDma
                or AddressSpaceVerb.DmaInfo or AddressSpaceVerb.DirtyTracking =>
                (VfioFileKind.Container, AddressSpacePhase.Refreshing),
            AddressSpaceVerb.RequestEvent => (VfioFileKind.Device, AddressSpacePhase.ArmingEvent),
            AddressSpaceVerb.ReadEvent => (VfioFileKind.Event, AddressSpacePhase.ReadingEvent),
            AddressSpaceVerb.DeviceInfo or AddressSpaceVerb.ReadConfig or AddressSpaceVerb.Remap =>
                (VfioFileKind.Device, default),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
        };
        if (Misused(space, call, kind) is { } errno)
        {
            return Answer(space, new AddressSpaceReply(errno));
        }

        return call.Verb switch
        {
            AddressSpaceVerb.DeviceInfo or AddressSpaceVerb.ReadConfig => Answer(space),
            AddressSpaceVerb.Remap => AddressSpaceMappings.Remap(space, call),
            _ when phase == AddressSpacePhase.Refreshing => Refresh(space, new AddressSpaceStep(call, phase)),
            _ => Ask(space, new AddressSpaceStep(call, phase)),
        };
    }

    /// <summary>
    /// Null for a file of the kind. What a file of another kind answers to a command is ENOTTY, of an empty container
    /// EINVAL; a read is EINVAL.
    /// </summary>
    private static Errno? Misused(AddressSpaceState space, AddressSpaceCall call, VfioFileKind kind)
    {
        if (!space.Files.TryGetValue(call.File, out var file))
        {
            return Errno.EBADF;
        }

        if (file.Kind == kind)
        {
            return null;
        }

        var isCommand = call.Verb is not (AddressSpaceVerb.ReadConfig or AddressSpaceVerb.ReadEvent);
        var isEmpty = file.Kind == VfioFileKind.Container && space.Containers[file.Number].Iommu is null;
        return isCommand && !isEmpty ? Errno.ENOTTY : Errno.EINVAL;
    }

    private static AddressSpaceMove SetContainer(AddressSpaceState space, AddressSpaceCall call)
    {
        if (Misused(space, call, VfioFileKind.Group) is { } errno)
        {
            return Answer(space, new AddressSpaceReply(errno));
        }

        return space.Files.ContainsKey(call.Container)
            ? Refresh(space, new AddressSpaceStep(call, AddressSpacePhase.Refreshing))
            : Answer(space, new AddressSpaceReply(Errno.EBADF));
    }

    /// <summary>
    /// Asks the groups of the container in question, one after the other, whether they still are in it.
    /// </summary>
    private static AddressSpaceMove Refresh(AddressSpaceState space, AddressSpaceStep step)
    {
        var container = AddressSpaceOrders.ContainerOf(space, step.Call);
        if (container is not null && step.At < container.Groups.Count)
        {
            return Ask(space, step);
        }

        return step.Call.Verb switch
        {
            AddressSpaceVerb.SetContainer => Ask(space, step with { Phase = AddressSpacePhase.Claiming }),
            AddressSpaceVerb.SetIommu => AddressSpaceAttachments.SetIommu(space, step, container!),
            _ => AddressSpaceMappings.OfContainer(space, step),
        };
    }

    private static AddressSpaceMove Refreshed(AddressSpaceState space, AddressSpaceStep step, GroupReply reply)
    {
        var group = AddressSpaceOrders.ContainerOf(space, step.Call)!.Groups[step.At];
        return reply.Granted && ((VfioStatus)reply.Value).HasFlag(VfioStatus.ContainerSet)
            ? Refresh(space, step with { At = step.At + 1 })
            : Refresh(space.WithoutGroup(group), step);
    }

    private static AddressSpaceMove Close(AddressSpaceState space, AddressSpaceCall call) =>
        space.Files.TryGetValue(call.File, out var file)
            ? CloseAll(
                space with { Files = space.Files.Remove(call.File) },
                new AddressSpaceStep(call, AddressSpacePhase.Closing, Closing: [file]))
            : Answer(space, new AddressSpaceReply(Errno.EBADF));

    /// <summary>Containers are nobody else's; groups and devices are told.</summary>
    private static AddressSpaceMove CloseAll(AddressSpaceState space, AddressSpaceStep step)
    {
        var told = step.Closing!.FindIndex(file => file.Kind != VfioFileKind.Container);
        return told < 0
            ? Answer(space)
            : Ask(space, step with { Phase = AddressSpacePhase.Closing, Closing = step.Closing.RemoveRange(0, told) });
    }

    private static AddressSpaceMove DeviceClosed(AddressSpaceState space, AddressSpaceStep step, DeviceReply reply)
    {
        var closed = step.Closing![0];
        var left = reply.LeftContainer
            ? space.WithoutGroup(new VfioFile(VfioFileKind.Group, closed.Number, closed.Opened))
            : space;
        return reply.EndedRemoval
            ? Ask(left, step with { Phase = AddressSpacePhase.LettingGo })
            : CloseAll(left, step with { Closing = step.Closing.RemoveAt(0) });
    }

    internal static AddressSpaceMove Ask(AddressSpaceState space, AddressSpaceStep step)
    {
        var next = step with { Turn = step.Turn + 1 };
        return new AddressSpaceMove(space with { Step = next }, AddressSpaceOrders.Of(space, next), default);
    }

    /// <summary>A container that nothing refers to any more is gone.</summary>
    internal static AddressSpaceMove Answer(AddressSpaceState space, AddressSpaceReply reply = default)
    {
        var gone = space.Containers.Where(container => container.Value.Groups.IsEmpty
            && !space.Files.Values.Concat(space.Nameless).Any(file =>
                file.Kind == VfioFileKind.Container && file.Number == container.Key));
        var containers = space.Containers.RemoveRange(gone.Select(container => container.Key));
        return new AddressSpaceMove(space with { Step = null, Containers = containers }, null, reply);
    }
}

using System.Collections.Immutable;
using FleetSim.Model.Protocols;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Vfio.AddressSpaceProtocol;

namespace FleetSim.Model.Vfio;

/// <summary>How a user process attaches the groups of a container to the domain of its IOMMU backend.</summary>
/// <remarks>
/// Source: drivers/vfio/container.c; vfio_iommu_type1_attach_group; <c>reference/userapi.md</c> 1.3, 1.4.
/// </remarks>
internal static class AddressSpaceAttachments
{
    /// <summary>A group has joined; the domain of a container that has one is attached to it at once.</summary>
    public static AddressSpaceMove Claimed(AddressSpaceState space, AddressSpaceStep step, GroupReply reply)
    {
        if (!reply.Granted)
        {
            return Answer(space, new AddressSpaceReply(reply.Errno));
        }

        var number = space.Files[step.Call.Container].Number;
        var container = space.Containers[number].With(space.Files[step.Call.File]);
        var joined = space with { Containers = space.Containers.SetItem(number, container) };
        if (container.Iommu is not { } iommu)
        {
            return Answer(joined);
        }

        var refusal = iommu.BeforeAttach(container.Groups[^1]);
        return Ask(joined, refusal == Errno.None
            ? step with { Phase = AddressSpacePhase.Attaching, At = container.Groups.Count - 1, Iommu = iommu }
            : step with { Phase = AddressSpacePhase.Unclaiming, Refusal = refusal });
    }

    /// <summary>SET_IOMMU, when it is known which groups are in the container.</summary>
    public static AddressSpaceMove SetIommu(AddressSpaceState space, AddressSpaceStep step, VfioContainer container)
    {
        var errno = container.Groups.IsEmpty || container.Iommu is not null
            ? Errno.EINVAL
            : IommuBackend.Open(step.Call.Iommu);
        return errno != Errno.None
            ? Answer(space, new AddressSpaceReply(errno))
            : Ask(space, step with
            {
                Phase = AddressSpacePhase.Attaching,
                At = 0,
                Iommu = Type1Iommu.Open(step.Call.Iommu),
            });
    }

    /// <summary>A group has answered to the attach; the backend may not like what it says.</summary>
    public static AddressSpaceMove Attached(AddressSpaceState space, AddressSpaceStep step, GroupReply reply)
    {
        var joins = step.Call.Verb == AddressSpaceVerb.SetContainer;
        if (reply.Errno == Errno.ENODEV)
        {
            return AttachRest(space.WithoutGroup(Groups(space, step)[step.At]), step, joins);
        }

        var verdict = reply.Granted
            ? step.Iommu!.Attach(Groups(space, step)[step.At], reply.Dma!)
            : new Type1Verdict(step.Iommu!, reply.Errno);
        if (!verdict.Granted)
        {
            var undoing = step with { Refusal = verdict.Errno };
            return joins
                ? Ask(space, undoing with { Phase = AddressSpacePhase.Unclaiming })
                : Detach(space, undoing with { Phase = AddressSpacePhase.Detaching, At = LastAttached(step, reply) });
        }

        return AttachRest(space, step with { At = step.At + 1, Iommu = verdict.Next }, joins);
    }

    /// <summary>A group whose attach the backend did not like is attached all the same.</summary>
    private static int LastAttached(AddressSpaceStep step, GroupReply reply) => reply.Granted ? step.At : step.At - 1;

    /// <summary>
    /// Goes on with the container's next group. One that was revoked meanwhile is passed over: it has left, and a
    /// container that all have left has no backend.
    /// </summary>
    private static AddressSpaceMove AttachRest(AddressSpaceState space, AddressSpaceStep step, bool joins)
    {
        if (!joins && step.At < Groups(space, step).Count)
        {
            return Ask(space, step);
        }

        var number = AddressSpaceOrders.ContainerFile(space, step.Call).Number;
        return space.Containers[number].Groups.IsEmpty
            ? Answer(space, new AddressSpaceReply(joins ? Errno.None : Errno.EINVAL))
            : AddressSpacePrograms.Everything(space, step, number, step.Iommu!, step.Iommu!.Groups[^1].Dma.Units);
    }

    private static ImmutableList<VfioFile> Groups(AddressSpaceState space, AddressSpaceStep step) =>
        AddressSpaceOrders.ContainerOf(space, step.Call)!.Groups;

    /// <summary>Goes on undoing, with the group before.</summary>
    public static AddressSpaceMove Detach(AddressSpaceState space, AddressSpaceStep step) =>
        step.At >= 0 ? Ask(space, step) : Answer(space, new AddressSpaceReply(step.Refusal));
}

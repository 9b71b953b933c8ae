using FleetSim.Model.Vfio.Type1;

namespace FleetSim.Model.Vfio;

/// <summary>How a user process carries out the calls that are about memory and mappings.</summary>
/// <remarks>Source: drivers/vfio/vfio_iommu_type1.c; <c>reference/userapi.md</c> 1.5; mmap(2), munmap(2).</remarks>
internal static class AddressSpaceMappings
{
    /// <summary>The process's memory is nobody else's.</summary>
    public static AddressSpaceMove OfMemory(AddressSpaceState space, AddressSpaceCall call)
    {
        var area = call.Memory!;
        var memory = call.Verb == AddressSpaceVerb.MapMemory
            ? space.Memory.Map(area, out var errno)
            : space.Memory.Unmap(area.Start, area.Size, out errno);
        return AddressSpaceProtocol.Answer(space with { Memory = memory }, new AddressSpaceReply(errno));
    }

    /// <summary>A container is asked for something about its mappings. It is known which groups are in it.</summary>
    public static AddressSpaceMove OfContainer(AddressSpaceState space, AddressSpaceStep step)
    {
        var call = step.Call;
        var number = space.Files[call.File].Number;
        if (space.Containers[number].Iommu is not { } iommu)
        {
            return AddressSpaceProtocol.Answer(space, new AddressSpaceReply(Errno.EINVAL));
        }

        if (call.Verb == AddressSpaceVerb.DmaInfo)
        {
            var errno = iommu.Info(call.Dma!, out var info);
            return AddressSpaceProtocol.Answer(space, new AddressSpaceReply(errno, Info: info));
        }

        return AddressSpacePrograms.Change(space, step, number, Ask(space, iommu, call));
    }

    /// <summary>The units of a device's container are told everything.</summary>
    public static AddressSpaceMove Remap(AddressSpaceState space, AddressSpaceCall call)
    {
        var step = new AddressSpaceStep(call, AddressSpacePhase.Programming);
        return space.ContainerOfDevice(space.Files[call.File]) is { } number
            && space.Containers[number].Iommu is { } iommu
                ? AddressSpacePrograms.Everything(space, step, number, iommu, iommu.Units)
                : AddressSpaceProtocol.Answer(space);
    }

    private static Type1Verdict Ask(AddressSpaceState space, Type1Iommu iommu, AddressSpaceCall call) =>
        call.Verb switch
        {
            AddressSpaceVerb.MapDma => iommu.Map(call.Dma!, space.Memory),
            AddressSpaceVerb.UnmapDma => iommu.Unmap(call.Dma!),
            AddressSpaceVerb.DirtyTracking => iommu.Dirty(call.Dma!),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
        };
}

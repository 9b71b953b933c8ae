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
    public static AddressSpaceMove OfContainer(AddressSpaceState space, AddressSpaceCall call)
    {
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

        return Decided(space, number, Ask(space, iommu, call));
    }

    private static Type1Verdict Ask(AddressSpaceState space, Type1Iommu iommu, AddressSpaceCall call) =>
        call.Verb switch
        {
            AddressSpaceVerb.MapDma => iommu.Map(call.Dma!, space.Memory),
            AddressSpaceVerb.UnmapDma => iommu.Unmap(call.Dma!),
            AddressSpaceVerb.DirtyTracking => iommu.Dirty(call.Dma!),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Verb, "unknown verb"),
        };

    /// <summary>
    /// The one place where it is known what the units (<see cref="Type1Iommu.Units"/>) have to map and to unmap. A map
    /// is committed before they are told, an unmap when they have flushed.
    /// </summary>
    private static AddressSpaceMove Decided(AddressSpaceState space, int number, Type1Verdict verdict) =>
        AddressSpaceProtocol.Answer(
            space.With(number, verdict.Next), new AddressSpaceReply(verdict.Errno, Size: verdict.Size));
}

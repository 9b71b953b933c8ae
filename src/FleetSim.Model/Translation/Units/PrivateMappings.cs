namespace FleetSim.Model.Translation;

/// <summary>Carries out what address spaces order about their private domains: words in the domain's table, and
/// invalidations.</summary>
/// <param name="replaces">Where something is mapped already it is replaced, as the driver of such units does: type 1 can
/// map the very last page twice.</param>
internal readonly struct PrivateMappings(UnitHardware hardware, bool replaces)
{
    /// <summary>Unmaps, then maps; if one range cannot be mapped, none is.</summary>
    public DomainReply Execute(UnitDomain domain, DomainCall call)
    {
        var bytes = 0UL;
        if (call.IsComplete)
        {
            bytes = Invalidated(domain, domain.Table!.UnmapAll(), null);
        }
        else
        {
            foreach (var range in call.Unmap)
            {
                bytes += Unmap(domain, range);
            }
        }

        for (var i = 0; i < call.Map.Length; i++)
        {
            var errno = Map(domain, call.Map[i]);
            if (errno != Errno.None)
            {
                foreach (var range in call.Map.AsSpan(0, i))
                {
                    Unmap(domain, range);
                }

                return new DomainReply(errno, UnmappedBytes: bytes);
            }
        }

        return new DomainReply(Errno.None, UnmappedBytes: bytes);
    }

    private Errno Map(UnitDomain domain, DmaRange range)
    {
        var errno = domain.Table!.Map(range.Iova, range.Hpa, range.Size, range.Access);
        if (errno == Errno.EADDRINUSE && replaces)
        {
            Unmap(domain, range);
            errno = domain.Table.Map(range.Iova, range.Hpa, range.Size, range.Access);
        }

        if (errno == Errno.None && hardware.Unit.Capabilities.HasCachingMode)
        {
            hardware.Unit.InvalidateRange(domain.Id, range.Iova, range.Size, leavesOnly: false);
        }

        return errno;
    }

    private ulong Unmap(UnitDomain domain, DmaRange range) =>
        Invalidated(domain, domain.Table!.Unmap(range.Iova, range.Size), range);

    /// <returns>Bytes that no longer translate.</returns>
    private ulong Invalidated(UnitDomain domain, UnmappedRange unmapped, DmaRange? range)
    {
        if (unmapped.Bytes > 0)
        {
            var unit = hardware.Unit;
            if (range is { } known)
            {
                unit.InvalidateRange(domain.Id, known.Iova, known.Size, leavesOnly: unmapped.Tables.Count == 0);
            }
            else
            {
                unit.InvalidateIotlb(domain.Id);
            }

            unmapped.Return(hardware.Frames);
        }

        return unmapped.Bytes;
    }
}

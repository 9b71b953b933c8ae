using FleetSim.Model.Translation.KernelDma;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Translation.Units;

/// <summary>Carries out what address spaces order about their private domains: words in the domain's table, and
/// invalidations.</summary>
/// <param name="replaces">Where something is mapped already it is replaced, as the driver of such units does: type 1 can
/// map the very last page twice.</param>
internal readonly struct PrivateMappings(UnitHardware hardware, bool replaces)
{
    /// <summary>Unmaps, then maps; if one range cannot be mapped, none is.</summary>
    public Errno Execute(UnitDomain domain, DomainCall call)
    {
        if (call.IsComplete)
        {
            Invalidate(domain, domain.Table!.UnmapAll(), null);
        }

        foreach (var range in call.IsComplete ? [] : call.Unmap)
        {
            Unmap(domain, range);
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

                return errno;
            }
        }

        return Errno.None;
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

    private void Unmap(UnitDomain domain, DmaRange range) =>
        Invalidate(domain, domain.Table!.Unmap(range.Iova, range.Size), range);

    private void Invalidate(UnitDomain domain, UnmappedRange unmapped, DmaRange? range)
    {
        if (unmapped.Bytes == 0)
        {
            return;
        }

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
}

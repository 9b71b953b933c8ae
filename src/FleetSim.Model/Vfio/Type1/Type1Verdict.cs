using System.Collections.Immutable;
using FleetSim.Model.Translation;

namespace FleetSim.Model.Vfio.Type1;

/// <summary>What a container's IOMMU backend answers to one request, and what the units have to do for it.</summary>
/// <param name="Next">The backend afterwards; the same when the request is refused.</param>
/// <param name="Size">Of an unmap: how much, in bytes.</param>
public readonly record struct Type1Verdict(Type1Iommu Next, Errno Errno = Errno.None, ulong Size = 0)
{
    private readonly ImmutableArray<DmaRange> _mapped;
    private readonly ImmutableArray<DmaRange> _unmapped;

    /// <summary>What every unit of the container has to map.</summary>
    public ImmutableArray<DmaRange> Mapped
    {
        get => _mapped.IsDefault ? [] : _mapped;
        init => _mapped = value;
    }

    /// <summary>What every unit of the container has to unmap, as it was mapped.</summary>
    public ImmutableArray<DmaRange> Unmapped
    {
        get => _unmapped.IsDefault ? [] : _unmapped;
        init => _unmapped = value;
    }

    public bool Granted => Errno == Errno.None;
}

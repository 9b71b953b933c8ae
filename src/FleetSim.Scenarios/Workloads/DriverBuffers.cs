using System.Numerics;

namespace FleetSim.Scenarios.Workloads;

/// <summary>The buffers of a kernel driver: where each is in memory, where its device finds it, and where it found those
/// that are unmapped.</summary>
/// <remarks>As many bytes each, a power of two of pages: so the kernel rounds nothing, and an invalidation concerns one
/// buffer alone.</remarks>
internal sealed class DriverBuffers
{
    /// <summary>A page-selective invalidation concerns no more than 1 GiB.</summary>
    private const int ShiftMax = 30;
    private const int CountLeast = 16;

    /// <summary>As many unmapped ones are remembered.</summary>
    private const int OldMost = 16;

    private readonly ulong[] _iovas;
    private readonly List<OldMapping> _old = [];

    public DriverBuffers(ulong memory, int pageShift)
    {
        Shift = Math.Max(pageShift, Math.Min(ShiftMax, BitOperations.Log2(memory / CountLeast)));
        _iovas = new ulong[memory >> Shift];
        Memory = new VmMemory((ulong)_iovas.Length << Shift, Slot: 1, pageShift);
    }

    /// <summary>Where the buffers are, one behind the other.</summary>
    public VmMemory Memory { get; }

    /// <summary>A buffer has 2^so many bytes.</summary>
    public int Shift { get; }

    public ulong Size => 1UL << Shift;

    public int Count => _iovas.Length;

    /// <summary>The latest mappings that are over, the oldest first.</summary>
    public IReadOnlyList<OldMapping> Old => _old;

    public ulong HpaOf(int buffer) => Memory.Frames + ((ulong)buffer << Shift);

    /// <summary>Where the device finds a buffer, or found it last.</summary>
    public ulong IovaOf(int buffer) => _iovas[buffer];

    /// <summary>A buffer is mapped.</summary>
    /// <returns>False for an address that is not aligned, or that something else has.</returns>
    public bool Mapped(int buffer, ulong iova)
    {
        var isFree = (iova & (Size - 1)) == 0 && !_iovas.AsSpan().Contains(iova)
            && !_old.Exists(old => old.Iova == iova && old.State == OldMappingState.Queued);
        _old.RemoveAll(old => old.Iova == iova);
        _iovas[buffer] = iova;
        return isFree;
    }

    /// <summary>A buffer is unmapped.</summary>
    public void Unmapped(int buffer, OldMapping old)
    {
        _iovas[buffer] = 0;
        _old.Add(old);
        if (_old.Count > OldMost)
        {
            _old.RemoveAt(0);
        }
    }

    /// <summary>Nothing that is unmapped is cached any more.</summary>
    public void Flushed()
    {
        for (var i = 0; i < _old.Count; i++)
        {
            _old[i] = _old[i] with { State = OldMappingState.Flushed };
        }
    }
}

/// <summary>A mapping that is over.</summary>
/// <param name="State">What is known of its flush.</param>
/// <param name="Since">When the unmap was answered.</param>
internal readonly record struct OldMapping(ulong Iova, ulong Hpa, OldMappingState State, TimeSpan Since);

/// <summary>What is known of the flush of an old mapping.</summary>
internal enum OldMappingState
{
    /// <summary>It is over: every request faults.</summary>
    Flushed,

    /// <summary>It is still to come: what the IOTLB has still translates.</summary>
    Queued,

    /// <summary>Nobody knows, until its longest time is over.</summary>
    Unknown,
}

using FleetSim.Model;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Maps 1 GiB by pages of one size and unmaps it again; its tables come and go.</summary>
public sealed class MapLoop
{
    private const ulong Size = 1UL << 30;

    private readonly ulong _pageSize;
    private readonly TableFrames _frames;
    private readonly SecondStageTable _table;

    /// <param name="pageShift">Pages of 2^so many bytes: 12, 21 or 30.</param>
    public MapLoop(int pageShift)
    {
        var memory = new PhysicalMemory();
        var capabilities = BareUnit.WithPages(VtdCapabilities.Of(AddressWidth.Bits48), pageShift);
        _frames = new TableFrames(memory);
        _frames.Take(); // Root and context table of the unit, which the C program has as well.
        _frames.Take();
        _table = new SecondStageTable(memory, _frames, capabilities, AddressWidth.Bits48);
        Leaves = (int)(Size >> pageShift);
        _pageSize = 1UL << pageShift;
    }

    /// <summary>Pages of a pass.</summary>
    public int Leaves { get; }

    /// <returns>Bytes unmapped.</returns>
    public ulong Pass()
    {
        Map();
        return Unmap();
    }

    /// <summary>What a pass maps: where all pages are, and how many tables there are then.</summary>
    public ulong Sum()
    {
        Map();
        var sum = (ulong)_frames.InUse;
        for (var iova = Size; iova < 2 * Size; iova += _pageSize)
        {
            Invariant.Require(_table.TryFind(iova, out var hpa, out _), "BENCH-MAPPED");
            sum += hpa;
        }

        Unmap();
        return sum;
    }

    private void Map() =>
        Invariant.Require(_table.Map(Size, Size, Size, DmaAccess.ReadWrite) == Errno.None, "BENCH-MAPPED");

    private ulong Unmap()
    {
        var unmapped = _table.Unmap(Size, Size);
        unmapped.Return(_frames);
        return unmapped.Bytes;
    }
}

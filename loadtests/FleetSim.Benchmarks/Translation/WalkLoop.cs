using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Walks of second-stage tables, with nothing cached and nothing remembered.</summary>
public sealed class WalkLoop
{
    private readonly PhysicalMemory _memory;
    private readonly ulong[] _reserved;
    private readonly TranslationRequest[] _requests;
    private readonly ulong _root;
    private readonly int _levels;

    /// <param name="levels">Of the tables: 3, 4 or 5.</param>
    /// <param name="pageShift">Pages of 2^so many bytes: 12, 21 or 30.</param>
    /// <param name="pages">How many are mapped and accessed; a power of two.</param>
    public WalkLoop(int levels, int pageShift, int pages)
    {
        var width = AddressWidth.OfCode(levels - 2)
            ?? throw new ArgumentOutOfRangeException(nameof(levels), levels, "no width has so many levels");
        var unit = new BareUnit(width, pageShift, pages);
        _memory = unit.Memory;
        _reserved = SecondStageEntry.ReservedBits(unit.Hardware.Capabilities);
        _requests = RequestStream.Of(pageShift, pages);
        _root = unit.Table.Root;
        _levels = levels;
    }

    /// <summary>Requests of a pass.</summary>
    public int Count => _requests.Length;

    /// <returns>Sum of the addresses found.</returns>
    public ulong Pass()
    {
        var sum = 0UL;
        foreach (ref readonly var request in _requests.AsSpan())
        {
            var end = SecondStageWalk.Walk(
                _memory, _reserved, _root, _levels, request.Iova, request.Access, DmaAccess.ReadWrite, out var leaf);
            if (end == WalkEnd.Leaf)
            {
                sum += leaf.Frame | (request.Iova & (leaf.Size - 1));
            }
        }

        return sum;
    }
}

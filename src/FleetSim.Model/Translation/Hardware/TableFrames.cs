using System.Numerics;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Hands out pages of 4 KiB for tables, zeroed, and takes them back.</summary>
/// <remarks>The lowest free page comes first, so that whole pieces of the window fall free and their memory is
/// returned.</remarks>
public sealed class TableFrames(PhysicalMemory memory)
{
    private const int FramesPerChunk = 1 << (PhysicalMemory.ChunkShift - PhysicalMemory.PageShift);
    private const ushort AllUsed = ushort.MaxValue;

    /// <summary>A bit for each page of each piece of the window.</summary>
    private ushort[] _used = [];
    private ushort[] _entries = [];
    private int _lowest;

    /// <summary>Pages that are handed out now.</summary>
    public int InUse { get; private set; }

    /// <summary>Bytes of tables now.</summary>
    public ulong SizeBytes => (ulong)InUse << PhysicalMemory.PageShift;

    /// <returns>Address of a page of zeroes.</returns>
    public ulong Take()
    {
        while (_lowest < _used.Length && _used[_lowest] == AllUsed)
        {
            _lowest++;
        }

        if (_lowest == _used.Length)
        {
            Array.Resize(ref _used, Math.Max(1, _used.Length * 2));
            Array.Resize(ref _entries, _used.Length * FramesPerChunk);
        }

        var page = BitOperations.TrailingZeroCount(~_used[_lowest]);
        _used[_lowest] |= (ushort)(1 << page);
        InUse++;
        return memory.OpenPage(_lowest, page);
    }

    /// <summary>How many entries of a table are in use; whoever owns the table counts.</summary>
    internal ref ushort EntriesOf(ulong frame) => ref _entries[NumberOf(frame)];

    /// <param name="frame">A page that was handed out and not yet taken back.</param>
    public void Return(ulong frame)
    {
        var number = NumberOf(frame);
        var (chunk, page) = (number / FramesPerChunk, number % FramesPerChunk);
        Invariant.Require((_used[chunk] & (1 << page)) != 0, "TR-FRAMES");
        _entries[number] = 0;
        _used[chunk] &= (ushort)~(1 << page);
        _lowest = Math.Min(_lowest, chunk);
        InUse--;
        if (_used[chunk] == 0)
        {
            memory.CloseChunk(chunk);
        }
    }

    private static int NumberOf(ulong frame) =>
        (int)((frame - PhysicalMemory.WindowBase) >> PhysicalMemory.PageShift);
}

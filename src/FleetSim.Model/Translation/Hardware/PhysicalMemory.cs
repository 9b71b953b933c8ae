using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Simulated physical memory of a host, as far as its IOMMU unit looks at it: words of 8 bytes, sparse, in
/// pages of 4 KiB.</summary>
/// <remarks>
/// Memory that was never written reads as zero. The pages that <see cref="TableFrames"/> hands out lie together in a
/// window of their own, so that a walk finds a word with two loads; all other pages are found by a look-up. Not
/// thread-safe. Cost of a read in the window: <c>fleetsim bench translation</c>, "walk".
/// </remarks>
public sealed class PhysicalMemory
{
    public const int PageShift = 12;

    /// <summary>Where the window begins. No frame of a guest is up here.</summary>
    public const ulong WindowBase = 1UL << 51;

    private const int WordsPerPage = 512;

    /// <summary>A piece of the window: 64 KiB, which the runtime does not treat as a large object.</summary>
    internal const int ChunkShift = 16;
    private const int WordsPerChunk = 1 << (ChunkShift - 3);

    /// <summary>Stands for every piece of the window that has no memory; only ever read.</summary>
    private static readonly ulong[] Nothing = new ulong[WordsPerChunk];

    private readonly Dictionary<ulong, ulong[]> _pages = [];
    private readonly (ulong First, ulong Last)[] _ranges;
    private ulong[][] _window = [];
    private ulong _windowSize;
    private int _chunks;

    /// <param name="ranges">First and last byte of each range with memory behind it; none for memory everywhere.</param>
    public PhysicalMemory(params (ulong First, ulong Last)[] ranges) => _ranges = ranges;

    /// <summary>Bytes that are held for the window and for single pages.</summary>
    public ulong SizeBytes => ((ulong)_chunks << ChunkShift) + ((ulong)_pages.Count << PageShift);

    /// <summary>The word at an address that is a multiple of 8.</summary>
    /// <returns>False where there is no memory.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(ulong address, out ulong word)
    {
        var offset = address - WindowBase;
        if (offset < _windowSize)
        {
            word = InWindow(offset);
            return true;
        }

        return TryReadPage(address, out word);
    }

    /// <summary>Sets the word at an address that is a multiple of 8.</summary>
    /// <returns>False where there is no memory; nothing is changed then.</returns>
    public bool TryWrite(ulong address, ulong word)
    {
        var offset = address - WindowBase;
        if (offset < _windowSize)
        {
            if (ReferenceEquals(_window[offset >> ChunkShift], Nothing))
            {
                return false;
            }

            InWindow(offset) = word;
            return true;
        }

        if (!IsBacked(address))
        {
            return false;
        }

        ref var page = ref CollectionsMarshal.GetValueRefOrAddDefault(_pages, address >> PageShift, out _);
        page ??= new ulong[WordsPerPage];
        page[WordOf(address)] = word;
        return true;
    }

    /// <summary>Sets the word at an address that must have memory.</summary>
    internal void Write(ulong address, ulong word) => Invariant.Require(TryWrite(address, word), "TR-MEMORY");

    /// <summary>Clears a page of the window; memory comes behind its piece if there was none.</summary>
    /// <returns>Address of the page.</returns>
    internal ulong OpenPage(int chunk, int page)
    {
        if (chunk >= _window.Length)
        {
            var pieces = _window.Length;
            Array.Resize(ref _window, Math.Max(pieces * 2, chunk + 1));
            _window.AsSpan(pieces).Fill(Nothing);
            _windowSize = (ulong)_window.Length << ChunkShift;
        }

        if (ReferenceEquals(_window[chunk], Nothing))
        {
            _window[chunk] = new ulong[WordsPerChunk];
            _chunks++;
        }
        else
        {
            _window[chunk].AsSpan(page * WordsPerPage, WordsPerPage).Clear();
        }

        return WindowBase + ((ulong)chunk << ChunkShift) + ((ulong)page << PageShift);
    }

    /// <summary>Returns the memory behind a piece of the window; what still reads it reads zero.</summary>
    internal void CloseChunk(int chunk)
    {
        _window[chunk] = Nothing;
        _chunks--;
    }

    private static int WordOf(ulong address) => (int)(address >> 3) & (WordsPerPage - 1);

    /// <summary>Both indices are in range by construction; the checks would cost a quarter of a walk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong InWindow(ulong offset)
    {
        ref var chunk = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_window), (nint)(offset >> ChunkShift));
        return ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(chunk), (nint)((offset >> 3) & (WordsPerChunk - 1)));
    }

    private bool TryReadPage(ulong address, out ulong word)
    {
        if (_pages.TryGetValue(address >> PageShift, out var page))
        {
            word = page[WordOf(address)];
            return true;
        }

        word = 0;
        return IsBacked(address);
    }

    private bool IsBacked(ulong address)
    {
        foreach (var (first, last) in _ranges)
        {
            if (address >= first && address <= last)
            {
                return true;
            }
        }

        return _ranges.Length == 0;
    }
}

using System.Numerics;

namespace FleetSim.Verification.Translation;

/// <summary>Says which accesses of one requester an IOTLB has to answer: sets of four, the lowest empty way filled
/// first, then the oldest replaced.</summary>
/// <remarks>
/// Written from the description of the cache and not from its code: which set a page falls into is known up to a
/// rotation, which does not matter as long as the requester has the cache for itself.
/// </remarks>
public sealed class ExpectedHits
{
    private const int Ways = 4;
    private const int SmallestPageShift = 12;
    private const ulong Empty = ulong.MaxValue;

    private readonly ulong[] _pages;
    private readonly int[] _oldest;
    private readonly int _pageShift;

    /// <param name="pageShift">All pages have 2^so many bytes.</param>
    /// <param name="sets">Of the class of pages of that size.</param>
    public ExpectedHits(int pageShift, int sets)
    {
        _pageShift = pageShift;
        _pages = new ulong[sets * Ways];
        _pages.AsSpan().Fill(Empty);
        _oldest = new int[sets];
    }

    /// <summary>An access to a page that is mapped, and allows it.</summary>
    /// <returns>Whether it is a hit.</returns>
    public bool Access(ulong iova)
    {
        var page = iova >> _pageShift;
        var set = (int)(page % (ulong)_oldest.Length);
        var ways = _pages.AsSpan(set * Ways, Ways);
        if (ways.Contains(page))
        {
            return true;
        }

        var way = ways.IndexOf(Empty);
        if (way < 0)
        {
            way = _oldest[set];
            _oldest[set] = (way + 1) % Ways;
        }

        ways[way] = page;
        return false;
    }

    /// <summary>Whether the IOTLB has a page, of which nothing is said but that.</summary>
    public bool Holds(ulong iova)
    {
        var page = iova >> _pageShift;
        return _pages.AsSpan((int)(page % (ulong)_oldest.Length) * Ways, Ways).Contains(page);
    }

    /// <summary>Everything was invalidated.</summary>
    public void InvalidateAll() => _pages.AsSpan().Fill(Empty);

    /// <summary>A range was invalidated: the smallest aligned block that contains it, as Linux names it to the
    /// unit.</summary>
    /// <param name="iova">First byte, of a page of 4 KiB.</param>
    /// <param name="size">In bytes, whole pages.</param>
    /// <param name="maskMax">The largest block is 2^so many pages; beyond it everything is invalidated.</param>
    public void Invalidate(ulong iova, ulong size, int maskMax)
    {
        var (first, last) = (iova >> SmallestPageShift, (iova + size - 1) >> SmallestPageShift);
        var mask = 64 - BitOperations.LeadingZeroCount(first ^ last);
        var shift = _pageShift - SmallestPageShift;
        for (var i = 0; i < _pages.Length; i++)
        {
            var inBlock = _pages[i] << shift >> Math.Max(mask, shift) == first >> Math.Max(mask, shift);
            if (_pages[i] != Empty && (mask > maskMax || inBlock))
            {
                _pages[i] = Empty;
            }
        }
    }
}

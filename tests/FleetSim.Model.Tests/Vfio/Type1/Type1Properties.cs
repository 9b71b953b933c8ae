using CsCheck;
using FleetSim.Model.Vfio;
using FleetSim.Model.Vfio.Type1;
using static FleetSim.Model.Tests.Vfio.Type1.Backend;

namespace FleetSim.Model.Tests.Vfio.Type1;

/// <summary>
/// Whatever is mapped and unmapped, answers and mappings are those of a plain table of pages, which shares no code with
/// the backend.
/// </summary>
/// <remarks>A failure prints its seed; <c>CsCheck_Seed</c> takes it back.</remarks>
public sealed class Type1Properties
{
    private const int Sequences = 1_000;

    /// <summary>IOVAs around the interrupt window, so that some of them may not be mapped.</summary>
    private const ulong FirstIova = 0xfedf_0000;

    private const uint Limit = 6;

    private static readonly Gen<Request> Requests = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 40], Gen.Int[0, 12], Gen.Int[0, 30],
        (kind, page, pages, memory) => new Request(kind, page, pages, memory));

    [Theory]
    [InlineData(IommuBackend.Type1)]
    [InlineData(IommuBackend.Type1V2)]
    public void Run_AnyMapsAndUnmaps_AnswersLikeATableOfPages(int type) => Requests.Array[1, 60].Sample(
        requests =>
        {
            var iommu = Open(type, Limit);
            var table = new PageTable(iommu.IsV2);
            foreach (var request in requests)
            {
                iommu = Step(iommu, table, request);
                Assert.Equal(table.Text(), iommu.Text());
                Assert.Equal(Limit - (uint)table.Mappings, iommu.Available);
                Assert.Equal(table.Invalid, iommu.VaddrsInvalid);
            }
        },
        iter: Sequences);

    private static Type1Iommu Step(Type1Iommu iommu, PageTable table, Request request)
    {
        var iova = FirstIova + ((ulong)request.Page * Page);
        var size = (ulong)request.Pages * Page;
        if (request.Kind < 5)
        {
            var vaddr = ReadOnly - (8 * Page) + ((ulong)request.Memory * Page);
            var flags = (uint)request.Kind;
            var mapped = iommu.Map(ToMap(iova, size, flags, vaddr), Memory);
            Assert.Equal(table.Map(iova, size, flags, vaddr), mapped.Errno);
            Assert.Equal(
                mapped.Granted && flags != 4 ? size : 0,
                mapped.Mapped.Aggregate(0UL, (sum, range) => sum + range.Size));
            return mapped.Next;
        }

        var unmapFlags = request.Kind switch
        {
            9 => DmaUnmapFlags.All,
            8 => DmaUnmapFlags.Vaddr,
            _ => DmaUnmapFlags.None,
        };
        var asked = request.Kind == 9 ? ToUnmap(0, 0, unmapFlags) : ToUnmap(iova, size, unmapFlags);
        var unmapped = iommu.Unmap(asked);
        Assert.Equal(table.Unmap(asked.Iova, asked.Size, unmapFlags), (unmapped.Errno, unmapped.Size));
        return unmapped.Next;
    }

    /// <param name="Kind">0 to 4 maps with these flags, others unmap.</param>
    private readonly record struct Request(int Kind, int Page, int Pages, int Memory);

    /// <summary>Each mapped page and which mapping it is of: the rules page by page, without a sorted list.</summary>
    private sealed class PageTable(bool isV2)
    {
        private readonly Dictionary<ulong, int> _pages = [];
        private readonly HashSet<int> _invalid = [];
        private int _last;

        public int Mappings => _pages.Values.Distinct().Count();

        public int Invalid => _invalid.Count;

        public Errno Map(ulong iova, ulong size, uint flags, ulong vaddr)
        {
            if (size == 0 || flags is 0)
            {
                return Errno.EINVAL;
            }

            var pages = Range(iova, size);
            var there = pages.Where(_pages.ContainsKey).Select(page => _pages[page]).Distinct().ToList();
            if (flags == 4)
            {
                var isJustOne = there is [var one] && _invalid.Contains(one) && PagesOf(one).SetEquals(pages);
                return there.Count == 0 ? Errno.ENOENT
                    : isJustOne && _invalid.Remove(there[0]) ? Errno.None
                    : Errno.EINVAL;
            }

            if (there.Count > 0)
            {
                return Errno.EEXIST;
            }

            if (Mappings == Limit)
            {
                return Errno.ENOSPC;
            }

            if (pages.Any(page => page is >= 0xfee0_0000 and < 0xfef0_0000))
            {
                return Errno.EINVAL;
            }

            if (Range(vaddr, size).Any(page => page >= NoAccess || (page >= ReadOnly && flags != 1)))
            {
                return Errno.EFAULT;
            }

            _last++;
            pages.ForEach(page => _pages.Add(page, _last));
            return Errno.None;
        }

        public (Errno Errno, ulong Size) Unmap(ulong iova, ulong size, DmaUnmapFlags flags)
        {
            if (flags != DmaUnmapFlags.All && size == 0)
            {
                return (Errno.EINVAL, 0);
            }

            var taken = flags == DmaUnmapFlags.All ? [.. _pages.Values.Distinct()] : Taken(iova, size);
            if (taken is null || (flags == DmaUnmapFlags.Vaddr && taken.Any(_invalid.Contains)))
            {
                return (Errno.EINVAL, 0);
            }

            var bytes = (ulong)taken.Sum(one => PagesOf(one).Count) * Page;
            if (flags == DmaUnmapFlags.Vaddr)
            {
                _invalid.UnionWith(taken);
                return (Errno.None, bytes);
            }

            foreach (var page in taken.SelectMany(PagesOf).ToList())
            {
                _pages.Remove(page);
            }

            _invalid.ExceptWith(taken);
            return (Errno.None, bytes);
        }

        public string Text() => string.Join(' ', _pages.Values.Distinct()
            .Select(PagesOf).OrderBy(pages => pages.Min())
            .Select(pages => $"{pages.Min():x}+{(ulong)pages.Count * Page:x}"));

        /// <summary>Null when a range cuts a mapping in two and that is an error.</summary>
        private List<int>? Taken(ulong iova, ulong size)
        {
            var touched = Range(iova, size).Where(_pages.ContainsKey).Select(page => _pages[page]).Distinct().ToList();
            var isCut = touched.Any(one => PagesOf(one).Any(page => page < iova || page >= iova + size));
            if (isV2)
            {
                return isCut ? null : touched;
            }

            var begunBefore = touched.Any(one => PagesOf(one).Min() < iova);
            return begunBefore ? [] : touched;
        }

        private HashSet<ulong> PagesOf(int mapping) =>
            [.. _pages.Where(page => page.Value == mapping).Select(page => page.Key)];

        private static List<ulong> Range(ulong first, ulong size) =>
            [.. Enumerable.Range(0, (int)(size / Page)).Select(page => first + ((ulong)page * Page))];
    }
}

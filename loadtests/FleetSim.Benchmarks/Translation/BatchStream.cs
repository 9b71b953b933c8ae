using FleetSim.Model.Domains;
using FleetSim.Model.Translation;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Requests of which the IOTLB answers 90 %, in batches.</summary>
/// <remarks>
/// Hits go to pages that stay cached, misses to pages of other sets of the cache, in an order in which each is
/// forgotten before it comes again: the share is not a matter of luck. All tables fit into the processor's own cache, so
/// that waiting for memory does not hide what a grain costs.
/// </remarks>
public static class BatchStream
{
    /// <summary>Requests of one unit's stream.</summary>
    public const int Count = 16_384;

    private const int Sets = 256;
    private const int HotPages = 512;
    private const int ColdPages = 4_096;
    private const int ColdStep = 12_345;
    private const ulong Hpa = (1UL << 40) + 0x1000;

    /// <summary>All pages; off by one page in host memory, so that they are pages of 4 KiB.</summary>
    public static DmaRange Mapping { get; } =
        new(0, 2UL * ColdPages << PhysicalMemory.PageShift, Hpa, Read: true, Write: true);

    /// <summary>The stream of one unit.</summary>
    /// <param name="size">Requests a batch; a power of two.</param>
    public static TranslationBatch[] Of(int size, Domain domain)
    {
        var requests = Requests();
        return
        [
            .. Enumerable.Range(0, Count / size).Select(number =>
                new TranslationBatch(requests.AsSpan(number * size, size)) { Domain = domain, Changes = 1 }),
        ];
    }

    private static TranslationRequest[] Requests()
    {
        var requests = new TranslationRequest[Count];
        var state = 1UL;
        var cold = 0;
        for (var i = 0; i < Count; i++)
        {
            var hot = RequestStream.Next(ref state, PhysicalMemory.PageShift, HotPages);
            var isHot = (state >> 40) % 10 != 0;
            var page = isHot ? PageOf((int)(hot.Iova >> PhysicalMemory.PageShift), 0) : PageOf(cold, Sets / 2);
            cold = isHot ? cold : (cold + ColdStep) % ColdPages;
            requests[i] = hot with { Iova = (page << PhysicalMemory.PageShift) | (hot.Iova & 0xfff) };
        }

        return requests;
    }

    /// <summary>Half of the sets are for the hot pages, half for the cold ones.</summary>
    private static ulong PageOf(int number, int firstSet) =>
        (ulong)((number / (Sets / 2) * Sets) + firstSet + (number % (Sets / 2)));
}

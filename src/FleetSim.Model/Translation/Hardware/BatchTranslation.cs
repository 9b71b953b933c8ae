using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>Answers a batch: here what the IOTLB has of 4 KiB pages, elsewhere all the rest.</summary>
/// <remarks>
/// Hot path: no allocation, no call, one probe a request. Cost: <c>fleetsim bench translation</c>, "IOTLB hit". Whether
/// translation is on and whether an address is in the interrupt range is asked where the cache has no page: while
/// translation is off the cache is empty, and of the interrupt range it never has a page of 4 KiB.
/// </remarks>
internal static class BatchTranslation
{
    /// <param name="others">Answers the rest.</param>
    /// <param name="results">As many as there are requests.</param>
    public static TranslationTally Translate<TOthers>(
        TOthers others, ReadOnlySpan<TranslationRequest> requests, Span<TranslationResult> results)
        where TOthers : struct, IAnswersOthers
    {
        var unit = others.Hardware;
        var counts = new TranslationCounts(unit);
        var pages = unit.Iotlb.Pages4K;
        ref var answers = ref MemoryMarshal.GetReference(results[..requests.Length]); // Its length is checked once.
        for (var i = 0; i < requests.Length; i++)
        {
            ref readonly var request = ref requests[i];
            ref var entry = ref pages.Find(IotlbKey.Of(request).Value, request.Iova);
            if (!Unsafe.IsNullRef(ref entry) && request.Kind == RequestKind.Untranslated
                && entry.IsDirect(request.Access))
            {
                Unsafe.Add(ref answers, i) = TranslationResult.OfCache(entry.Frame | (request.Iova & 0xfff));
            }
            else
            {
                Answer(ref counts, others, request, out Unsafe.Add(ref answers, i));
                pages = unit.Iotlb.Pages4K; // The first page that is cached brings its memory with it.
            }
        }

        unit.Hit(requests.Length - counts.Total);
        return counts.Tally(requests.Length);
    }

    /// <summary>Apart, so that the loop keeps its registers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Answer<TOthers>(
        ref TranslationCounts counts, TOthers others, in TranslationRequest request, out TranslationResult result)
        where TOthers : struct, IAnswersOthers
    {
        result = others.Answer(request);
        counts.Add(result.Outcome);
    }
}

/// <summary>Answers what is not simply cached.</summary>
internal interface IAnswersOthers
{
    RemappingHardware Hardware { get; }

    TranslationResult Answer(in TranslationRequest request);
}

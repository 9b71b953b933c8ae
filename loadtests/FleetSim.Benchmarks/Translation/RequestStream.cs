using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;

namespace FleetSim.Benchmarks.Translation;

/// <summary>Reads and writes of one device in an order that is random and always the same; the C program makes the same
/// ones.</summary>
public static class RequestStream
{
    /// <summary>Fewest requests of a pass.</summary>
    public const int CountMin = 4096;

    public static Rid Nic { get; } = new(3, 0);

    /// <param name="pageShift">Pages of 2^so many bytes, the first at IOVA 0.</param>
    /// <param name="pages">How many of them are accessed; a power of two.</param>
    public static TranslationRequest[] Of(int pageShift, int pages)
    {
        var requests = new TranslationRequest[Math.Max(CountMin, pages)];
        var state = 1UL;
        for (var i = 0; i < requests.Length; i++)
        {
            requests[i] = Next(ref state, pageShift, (ulong)pages);
        }

        return requests;
    }

    /// <summary>The next access; the generator is Knuth's MMIX.</summary>
    internal static TranslationRequest Next(ref ulong state, int pageShift, ulong pages)
    {
        state = (state * 6364136223846793005UL) + 1442695040888963407UL;
        var iova = (((state >> 33) & (pages - 1)) << pageShift) + ((state >> 21) & 0xff8);
        return new TranslationRequest(iova, Nic, state >> 63 != 0 ? DmaAccess.Write : DmaAccess.Read);
    }
}

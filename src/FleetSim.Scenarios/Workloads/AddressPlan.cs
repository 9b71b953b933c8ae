using FleetSim.Load.Randomness;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;
using FleetSim.Scenarios.Files;

namespace FleetSim.Scenarios.Workloads;

/// <summary>The requests that one device sends, planned ahead: a ring that batch after batch is cut from.</summary>
/// <remarks>Drawing an address by Zipf's law costs many times what translating it does.</remarks>
internal sealed class AddressPlan
{
    private const int Length = 32_768;
    private const int Alignment = 8;

    private readonly TranslationRequest[] _ring = new TranslationRequest[Length];
    private int _next;

    public AddressPlan(VmPlan plan, VmMemory memory, Rid requester, RandomStream random)
    {
        var pageSize = 1UL << plan.PageShift;
        var pages = PagesOf(plan, (int)(memory.Size >> plan.PageShift), random).GetEnumerator();
        for (var i = 0; i < Length; i++)
        {
            var access = random.NextChance(plan.Writes) ? DmaAccess.Write : DmaAccess.Read;
            var offset = (ulong)random.NextInt64((long)pageSize) & ~(Alignment - 1UL);
            var faults = random.NextChance(plan.Faults);
            pages.MoveNext();
            var iova = faults
                ? memory.End + offset
                : VmMemory.IovaOf(((ulong)pages.Current << plan.PageShift) + offset);
            _ring[i] = new TranslationRequest(iova, requester, access);
        }
    }

    /// <summary>Fills all room of a batch with what comes next.</summary>
    public void Fill(TranslationBatch batch)
    {
        var room = batch.Room;
        for (var filled = 0; filled < room.Length;)
        {
            var count = Math.Min(room.Length - filled, Length - _next);
            _ring.AsSpan(_next, count).CopyTo(room[filled..]);
            filled += count;
            _next = (_next + count) % Length;
        }

        batch.Take(room.Length);
    }

    private static IEnumerable<int> PagesOf(VmPlan plan, int pages, RandomStream random) => plan.Pattern switch
    {
        AddressPattern.Sequential => Sequence(i => i % pages),
        AddressPattern.Random => Sequence(_ => random.NextInt(pages)),
        AddressPattern.HotSet => HotSet(new ZipfSampler(pages, plan.PageSkew), random),
        _ => Chase(pages, random),
    };

    private static IEnumerable<int> Sequence(Func<int, int> page)
    {
        for (var i = 0; ; i++)
        {
            yield return page(i);
        }
    }

    private static IEnumerable<int> HotSet(ZipfSampler ranks, RandomStream random)
    {
        while (true)
        {
            yield return ranks.Next(random);
        }
    }

    /// <summary>One ring through all pages (Sattolo).</summary>
    private static IEnumerable<int> Chase(int pages, RandomStream random)
    {
        var next = Enumerable.Range(0, pages).ToArray();
        for (var i = pages - 1; i > 0; i--)
        {
            var j = random.NextInt(i);
            (next[i], next[j]) = (next[j], next[i]);
        }

        for (var at = 0; ; at = next[at])
        {
            yield return at;
        }
    }
}

using System.Numerics;
using CsCheck;
using FleetSim.Model.Translation.KernelDma;

namespace FleetSim.Model.Tests.Translation.KernelDma;

/// <summary>Few pages below 4 GiB and few above: searches fail, and what fails has no room.</summary>
public sealed class IovaAllocatorProperties
{
    private const ulong Pages4GiB = 1UL << 20;
    private const ulong LowMax = 95;

    private static readonly Gen<(int Kind, ulong Size, ulong Limit)> Step = Gen.Select(
        Gen.Int[0, 4],
        Gen.OneOf(Gen.ULong[1, 5], Gen.ULong[1, 40]),
        Gen.Int[0, 3].Select(limit => new ulong[] { 40, LowMax, Pages4GiB - 1, Pages4GiB + 50 }[limit]),
        (kind, size, limit) => (kind, size, limit));

    [Fact]
    public void Allocate_AnySequence_GivesFreeAlignedPagesAndFailsOnlyWithoutRoom() => Gen
        .Select(Step.Array[1, 120], Gen.Int[1, 90])
        .Sample(
            (steps, reserved) =>
            {
                var iovas = new IovaAllocator();
                iovas.Reserve(LowMax + 1, Pages4GiB - 1);
                iovas.Reserve((ulong)reserved, (ulong)reserved + 3);
                var taken = new HashSet<ulong>(Enumerable.Range(reserved, 4).Select(page => (ulong)page));
                var live = new List<(ulong Page, ulong Size)>();
                var failed = Pages4GiB;
                foreach (var (kind, size, limit) in steps)
                {
                    if (kind == 0 && live.Count > 0)
                    {
                        var (page, rounded) = live[(int)size % live.Count];
                        iovas.Free(page);
                        live.Remove((page, rounded));
                        Pages(page, rounded).ToList().ForEach(one => taken.Remove(one));
                        failed = page < Pages4GiB ? Pages4GiB : failed;
                        continue;
                    }

                    Allocate(iovas, taken, live, size, limit, ref failed);
                }
            },
            iter: 3_000);

    private static void Allocate(
        IovaAllocator iovas,
        HashSet<ulong> taken,
        List<(ulong Page, ulong Size)> live,
        ulong size,
        ulong limit,
        ref ulong failed)
    {
        var rounded = size < 32 ? BitOperations.RoundUpToPowerOf2(size) : size;
        var align = BitOperations.RoundUpToPowerOf2(size);
        var isRefused = limit < Pages4GiB && rounded >= failed;
        var hasRoom = Pages(1, LowMax).Concat(Pages(Pages4GiB, 51))
            .Any(first => first % align == 0 && first + rounded - 1 <= limit
                && (first + rounded - 1 <= LowMax || first >= Pages4GiB) && !Pages(first, rounded).Any(taken.Contains));

        var page = iovas.Allocate(size, limit);

        Assert.Equal(hasRoom && !isRefused, page is not null);
        failed = page is null && !isRefused ? rounded : failed;
        if (page is not { } first)
        {
            return;
        }

        Assert.Equal(0UL, first % align);
        Assert.InRange(first, 1UL, limit - rounded + 1);
        Assert.All(Pages(first, rounded), one => Assert.True(taken.Add(one)));
        live.Add((first, rounded));
    }

    private static IEnumerable<ulong> Pages(ulong first, ulong count)
    {
        for (var page = first; page < first + count; page++)
        {
            yield return page;
        }
    }
}

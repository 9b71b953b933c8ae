using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Model.Tests.Translation;

/// <summary>The loop that answers batches takes short cuts; it answers as if there were none.</summary>
public sealed class BatchTranslationTests
{
    private const ulong Small = 0x10_0000;
    private const ulong ReadOnly = 0x20_0000;
    private const ulong Large = 0x4000_0000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Translate_BatchOfAllSorts_AnswersAsOneByOne(int seed)
    {
        var requests = Requests(new Random(seed));
        var (inBatch, alone) = (Unit(), Unit());
        var results = new TranslationResult[requests.Length];

        var tally = inBatch.Hardware.Translate(requests, results);

        Assert.Equal(requests.Select(request => alone.Hardware.Translate(request)), results);
        Assert.Equal(
            new TranslationTally(
                results.Count(result => result.Outcome == TranslationOutcome.Translated),
                results.Count(result => result.Outcome == TranslationOutcome.Fault),
                results.Count(result => result.Outcome == TranslationOutcome.Interrupt),
                0,
                results.Count(result => result.Cached)),
            tally);
        Assert.Equal(
            (alone.Hardware.Hits, alone.Hardware.Misses), (inBatch.Hardware.Hits, inBatch.Hardware.Misses));
        Assert.True(tally is { Translated: > 0, Faults: > 0, Interrupts: > 0, Hits: > 0 }, $"seed {seed}: {tally}");
    }

    [Fact]
    public void Translate_TranslationIsOff_PassesEveryAddress()
    {
        var unit = Unit();
        var requests = Requests(new Random(1));
        var results = new TranslationResult[requests.Length];
        unit.Hardware.Translate(requests, results);

        unit.Hardware.Enable(false);
        var tally = unit.Hardware.Translate(requests, results);

        Assert.Equal(new TranslationTally(requests.Length, 0, 0, 0, 0), tally);
        Assert.Equal(requests.Select(request => request.Iova), results.Select(result => result.Address));
    }

    private static TestUnit Unit()
    {
        var unit = new TestUnit();
        Assert.Equal(Errno.None, unit.Table.Map(Small, 0x80_0000_1000, 0x4_0000, DmaAccess.ReadWrite));
        Assert.Equal(Errno.None, unit.Table.Map(ReadOnly, 0x90_0000_1000, 0x1_0000, DmaAccess.Read));
        Assert.Equal(Errno.None, unit.Table.Map(Large, 0xa0_0000_0000, 0x80_0000, DmaAccess.ReadWrite));
        return unit;
    }

    /// <summary>Hits and misses of small and large pages, writes to what is only to be read, holes, interrupts, a
    /// stranger, and requests of devices with a translation cache.</summary>
    private static TranslationRequest[] Requests(Random random) =>
    [
        .. Enumerable.Range(0, 4000).Select(_ => new TranslationRequest(
            Base(random.Next(5)) + ((ulong)random.Next(0x1_0000) & ~7UL),
            random.Next(20) == 0 ? new Rid(9, 1) : TestUnit.Nic,
            (DmaAccess)random.Next(1, 4),
            random.Next(20) == 0 ? RequestKind.Translation : RequestKind.Untranslated)),
    ];

    private static ulong Base(int kind) => kind switch
    {
        0 => Small,
        1 => ReadOnly,
        2 => Large,
        3 => RemappingHardware.InterruptFirst,
        _ => 0x7000_0000,
    };
}

using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Caches;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;
using FleetSim.Model.Translation.Tables;

namespace FleetSim.Model.Tests.Translation;

/// <summary>The words of section 10, and the tables of sections 1.2, 1.6 and 1.8.</summary>
public sealed class VectorTests
{
    [Fact]
    public void Table_PointerTo0x1000() => Assert.Equal(0x1003UL, SecondStageEntry.Table(0x1000));

    [Theory]
    [InlineData(0x89AB_C000UL, DmaAccess.ReadWrite, 1, 0x89AB_C003UL)]
    [InlineData(0x4000_0000UL, DmaAccess.ReadWrite, 2, 0x4000_0083UL)]
    [InlineData(0x8000_0000UL, DmaAccess.Read, 3, 0x8000_0081UL)]
    public void Leaf_IsTheRecordedWord(ulong frame, DmaAccess access, int level, ulong word) =>
        Assert.Equal(word, SecondStageEntry.Leaf(frame, access, level));

    [Theory]
    [InlineData(1, 39, 3)]
    [InlineData(2, 48, 4)]
    [InlineData(3, 57, 5)]
    public void AddressWidth_OfCode(int code, int bits, int levels)
    {
        var width = AddressWidth.OfCode(code)!.Value;

        Assert.Equal((bits, levels), (width.Bits, width.Levels));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(7)]
    public void AddressWidth_ReservedCode_IsNone(int code) => Assert.Null(AddressWidth.OfCode(code));

    /// <summary>Root, context, tables and leaf of the vectors, put together.</summary>
    [Fact]
    public void Image_OfTheRecordedWords_TranslatesInDomain5()
    {
        var hardware = new MemoryImage
        {
            Capabilities = VtdCapabilities.Of(AddressWidth.Bits48),
            RootTable = 0x10_0000,
            Words =
            [
                new(0x10_0010, 0x0000_0000_0012_3001), new(0x10_0018, 0),
                new(0x12_3000, 0x0000_0000_0765_4001), new(0x12_3008, 0x0000_0000_0000_0502),
                new(0x765_4000, 0x0000_0000_0000_1003), new(0x1000, 0x0000_0000_0000_2003),
                new(0x2000, 0x0000_0000_0000_3003), new(0x3000, 0x0000_0000_89AB_C003),
                new(0x2008, 0x0000_0000_4000_0083),
            ],
        }.Load();

        var small = hardware.Translate(new TranslationRequest(0xabc, new Rid(1, 0), DmaAccess.Write));
        var large = hardware.Translate(new TranslationRequest(0x20_0000, new Rid(1, 0), DmaAccess.Read));

        Assert.Equal((0x89AB_CABCUL, 0x4000_0000UL), (small.Address, large.Address));
        Assert.All(hardware.Iotlb.Entries(), entry => Assert.Equal(5, entry.DomainId));
    }

    [Theory]
    [InlineData(0x100UL, 1UL, 0, 0x100UL)]
    [InlineData(0x100UL, 3UL, 2, 0x100UL)]
    [InlineData(0x101UL, 2UL, 2, 0x100UL)]
    [InlineData(0x0ffUL, 2UL, 9, 0x000UL)]
    [InlineData(0x1000UL, 512UL, 9, 0x1000UL)]
    [InlineData(0x1001UL, 512UL, 10, 0x1000UL)]
    public void InvalidationRange_IsTheOneThatLinuxChooses(ulong first, ulong pages, int mask, ulong block) =>
        Assert.Equal(new InvalidationRange(block << 12, mask), InvalidationRange.Covering(first << 12, pages));

    [Fact]
    public void FaultRecord_Words()
    {
        var record = new FaultRecord(FaultReason.NoWrite, new Rid(0x12, 0x34), 0x1234_5000, Write: true, Pasid: 7);

        var (low, high) = record.Words;

        Assert.Equal(0x1234_5000UL, low);
        Assert.Equal(0x8000_0705_8000_1234UL, high);
    }
}

using CsCheck;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Model.Tests.Translation;

/// <summary>Images of memory with wild pointers, loops and garbage: every request ends, with an address or a
/// fault.</summary>
public sealed class MemoryImageProperties
{
    private const int Images = 100_000;

    /// <summary>Tables are few, so that random pointers meet, and go round in circles.</summary>
    private static readonly Gen<ulong> Pointer = Gen.OneOf(
        Gen.Int[0, 7].Select(frame => (ulong)frame << 12),
        Gen.ULong.Select(anything => anything & 0x000f_ffff_ffff_f000),
        Gen.Const(0x7fff_f000UL),
        Gen.Const(0x8000_0000UL));

    private static readonly Gen<ulong> Word = Gen.OneOf(
        Gen.Select(Pointer, Gen.Int[0, 0xfff], (pointer, flags) => pointer | (uint)flags),
        Gen.Select(Pointer, (pointer) => pointer | 3),
        Gen.ULong);

    private static readonly Gen<MemoryWord> Placed = Gen.Select(
        Gen.Int[0, 7], Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 511]), Word, (frame, index, word) =>
            new MemoryWord(((ulong)frame << 12) + (8 * (ulong)index), word));

    private static readonly Gen<TranslationRequest> Request = Gen.Select(
        Gen.OneOf(Gen.ULong, Gen.ULong[0, 0xffff], Gen.ULong[0xfed0_0000, 0xfef0_0000]),
        Gen.UShort[0, 1],
        Gen.Int[1, 3],
        Gen.Int[0, 2],
        Gen.UInt[0, 200],
        (iova, rid, access, kind, pasid) =>
            new TranslationRequest(iova, new Rid(rid), (DmaAccess)access, (RequestKind)kind, pasid));

    [Fact]
    public void Translate_AnyImage_EndsWithAnAddressOrAFaultAndAtMostOneRecord() => Gen
        .Select(Placed.Array[0, 40], Gen.Int[0, 3], Gen.Bool, Request.Array[1, 4])
        .Sample(
            (words, mode, caches, requests) =>
            {
                var hardware = new MemoryImage
                {
                    Capabilities = VtdCapabilities.Of(AddressWidth.Bits57),
                    Options = HardwareOptions.Default with { CachesTables = caches },
                    Ranges = [new MemoryRange(0, 0x7fff_ffff)],
                    Words = [.. words],
                    RootTable = (ulong)mode << 10,
                }.Load();
                foreach (var request in requests)
                {
                    var blocked = hardware.Faults.Blocked;
                    var recorded = hardware.Faults.Recorded;

                    var result = hardware.Translate(request);

                    Assert.NotEqual(TranslationOutcome.Unknown, result.Outcome);
                    Assert.Equal(result.Outcome == TranslationOutcome.Fault, result.Reason != FaultReason.None);
                    Assert.Equal(result.Outcome == TranslationOutcome.Fault ? 1 : 0, hardware.Faults.Blocked - blocked);
                    Assert.InRange(hardware.Faults.Recorded - recorded, 0, 1);
                }
            },
            iter: Images,
            threads: 1);
}

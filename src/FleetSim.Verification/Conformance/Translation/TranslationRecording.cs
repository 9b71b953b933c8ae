using System.Collections.Immutable;
using FleetSim.Model.Pci;
using FleetSim.Model.Translation.Faults;
using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Images;

namespace FleetSim.Verification.Conformance.Translation;

/// <summary>What an emulated VT-d unit answered to the requests of devices, given table words in memory.</summary>
/// <param name="File">File name as the caller gave it.</param>
public sealed record TranslationRecording(string File, ImmutableArray<TranslationCase> Cases);

/// <summary>One image of memory, and what happened one after the other.</summary>
/// <param name="DropsCachesBeforeRequests">Only the walk was measured.</param>
public sealed record TranslationCase(
    string Name, MemoryImage Image, ImmutableArray<TranslationStep> Steps, bool DropsCachesBeforeRequests);

/// <summary>One thing that happened: software changed something, or a device sent a request.</summary>
/// <param name="Command">What software did; null for a request.</param>
/// <param name="Request">What a device sent; null for a command.</param>
public sealed record TranslationStep(HardwareCommand? Command, RecordedRequest? Request);

/// <summary>A DMA access of any length.</summary>
/// <param name="Device">Who sent it.</param>
/// <param name="Rid">Under which requester id it reached the unit.</param>
/// <param name="Bytes">A request that crosses a page is checked page by page.</param>
/// <param name="Answer">What the unit answered; null when nobody has recorded it.</param>
public sealed record RecordedRequest(
    PciAddress Device, Rid Rid, ulong Iova, DmaAccess Access, int Bytes, TranslationAnswer? Answer);

/// <summary>What became of a request.</summary>
/// <param name="Address">Where its first byte went; null when no memory was accessed.</param>
/// <param name="Fault">The record it left; null for none.</param>
public sealed record TranslationAnswer(ulong? Address, FaultRecord? Fault)
{
    public override string ToString() => (Address, Fault) switch
    {
        (null, null) => "dropped without a record",
        ({ } address, null) => $"0x{address:x}",
        (null, { } fault) => $"{fault}",
        ({ } address, { } fault) => $"0x{address:x}, then {fault}",
    };
}

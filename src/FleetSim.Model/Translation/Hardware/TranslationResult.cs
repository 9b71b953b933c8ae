using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FleetSim.Model.Translation.Faults;

namespace FleetSim.Model.Translation.Hardware;

/// <summary>What became of one request. 16 bytes.</summary>
/// <param name="Address">The host physical address in bytes; 0 when there is none.</param>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Reason">Why not; <see cref="FaultReason.None"/> unless the outcome is a fault.</param>
/// <param name="Cached">Answered from the IOTLB.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 16)]
public readonly record struct TranslationResult(
    ulong Address, TranslationOutcome Outcome, FaultReason Reason = FaultReason.None, bool Cached = false)
{
    /// <summary>Translated and cached, as it lies in memory after the address.</summary>
    private const ulong CachedBit = 1 << 16;

    public static TranslationResult Unknown => new(0, TranslationOutcome.Unknown);

    public bool Granted => Outcome == TranslationOutcome.Translated;

    /// <summary>The IOTLB has it.</summary>
    /// <remarks>As one vector: a record with a layout of its own is cleared first and then written in four pieces, a
    /// tenth of a hit (<c>fleetsim bench translation</c>).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TranslationResult OfCache(ulong address) =>
        Unsafe.BitCast<Vector128<ulong>, TranslationResult>(Vector128.Create(address, CachedBit));

    internal static TranslationResult Fault(FaultReason reason) => new(0, TranslationOutcome.Fault, reason);

    public override string ToString() => Outcome switch
    {
        TranslationOutcome.Translated => $"0x{Address:x}",
        TranslationOutcome.Fault => $"fault 0x{(byte)Reason:x2}",
        _ => Outcome.ToString(),
    };
}

/// <summary>What became of a request.</summary>
public enum TranslationOutcome : byte
{
    Translated,

    /// <summary>Blocked; recorded unless fault processing is disabled for the requester, or the log is full.</summary>
    Fault,

    /// <summary>In the interrupt range: a write is a message, a read is answered by nobody; no memory is accessed and
    /// no fault recorded.</summary>
    Interrupt,

    /// <summary>The unit has been told nothing of this requester, or not all: its group is to attach again.</summary>
    Unknown,
}

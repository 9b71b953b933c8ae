using System.Runtime.InteropServices;

namespace FleetSim.Model.Translation;

/// <summary>What became of one request. 16 bytes.</summary>
/// <param name="Address">The host physical address in bytes; 0 when there is none.</param>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Reason">Why not; <see cref="FaultReason.None"/> unless the outcome is a fault.</param>
/// <param name="Cached">Answered from the IOTLB.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 16)]
public readonly record struct TranslationResult(
    ulong Address, TranslationOutcome Outcome, FaultReason Reason = FaultReason.None, bool Cached = false)
{
    public static TranslationResult Unknown => new(0, TranslationOutcome.Unknown);

    public bool Granted => Outcome == TranslationOutcome.Translated;

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

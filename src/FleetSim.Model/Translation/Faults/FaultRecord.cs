using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.Faults;

/// <summary>One fault recording register.</summary>
/// <param name="Address">Page address of the fault.</param>
/// <param name="Source">Who sent the request, after aliasing.</param>
/// <param name="Write">The T bit: 0 is a write.</param>
/// <param name="Pasid">Process address space id; null for a request without one.</param>
/// <remarks>Source: VT-d specification, FRCD_REG; <c>reference/translation.md</c> 1.6.</remarks>
public readonly record struct FaultRecord(
    FaultReason Reason, Rid Source, ulong Address, bool Write, uint? Pasid = null)
{
    /// <summary>The register's 16 bytes: low and high word, with F set.</summary>
    public (ulong Low, ulong High) Words => (
        Address & ~0xfffUL,
        Source.Value | ((ulong)Reason << 32) | (Write ? 0 : 1UL << 62) | (1UL << 63)
            | (Pasid is { } pasid ? (1UL << 31) | ((ulong)pasid << 40) : 0));

    public override string ToString() =>
        $"fault 0x{(byte)Reason:x2} {Source} {(Write ? "write" : "read")} 0x{Address:x}";
}

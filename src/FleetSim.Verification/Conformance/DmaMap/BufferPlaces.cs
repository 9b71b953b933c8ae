using FleetSim.Model.Vfio;

namespace FleetSim.Verification.Conformance.DmaMap;

/// <summary>Where the buffers of a case are: nowhere near each other, nor near an address that it gives as a
/// number.</summary>
internal sealed class BufferPlaces(DmaMapCase recorded)
{
    /// <summary>Buffers begin so far apart, in addresses and in frames.</summary>
    private const ulong Apart = 0x10_0000_0000;

    private const ulong First = 0x10_0000_0000;

    private readonly Dictionary<string, ulong> _starts = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> _avoided =
    [
        .. recorded.Steps.Where(step => step.Operation == DmaMapOperation.Map && step.Vaddr.Buffer is null)
            .SelectMany(step => new[] { step.Vaddr.Offset, unchecked(step.Vaddr.Offset + step.Size - 1) })
            .Select(address => address / Apart),
    ];

    private ulong _next = First;

    /// <summary>A new buffer, and its memory. A name may be given again.</summary>
    public AddressSpaceCall Place(DmaMapStep step)
    {
        while (_avoided.Contains(_next / Apart))
        {
            _next += Apart;
        }

        var start = _next;
        _starts[step.Name] = start;
        _next += Apart * ((step.Size / Apart) + 1);
        return AddressSpaceCall.MapMemory(start, step.Size, step.Access, frames: start);
    }

    /// <summary>A buffer that is not there begins at 0.</summary>
    public ulong Of(RecordedVaddr vaddr) =>
        unchecked((vaddr.Buffer is null ? 0 : _starts.GetValueOrDefault(vaddr.Buffer)) + vaddr.Offset);
}

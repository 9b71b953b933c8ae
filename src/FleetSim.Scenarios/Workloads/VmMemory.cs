using FleetSim.Model.Translation.Hardware;
using FleetSim.Model.Translation.Units;

namespace FleetSim.Scenarios.Workloads;

/// <summary>The memory of one VM: where the guest has it, where the process has it, and where the host has it.</summary>
/// <remarks>
/// As a PC has it: up to 2 GiB from address 0 on, the rest from 4 GiB on, so that nothing is mapped where interrupts are
/// written. Every VM of a host has frames of its own, and none has them where its guest addresses are, so that a
/// translation by the wrong domain never gives the right address.
/// </remarks>
/// <param name="Size">In bytes, whole pages.</param>
/// <param name="Slot">Which piece of the host's memory it has, from 1 on.</param>
/// <param name="PageShift">Its frames allow pages of 2^so many bytes, and no larger ones.</param>
internal sealed record VmMemory(ulong Size, int Slot, int PageShift)
{
    /// <summary>A VM has less than 2^so many bytes, so that none reaches into the slot of another.</summary>
    public const int SlotShift = 36;

    private const ulong ProcessStart = 0x10_0000_0000;
    private const ulong LowMax = 1UL << 31;
    private const ulong HighStart = 1UL << 32;

    /// <summary>First address of the process's memory.</summary>
    public static ulong Vaddr => ProcessStart;

    /// <summary>First frame. An odd page keeps larger pages from fitting.</summary>
    public ulong Frames => ((ulong)Slot << SlotShift) + PageShift switch
    {
        12 => 0x1000UL,
        21 => 0x20_0000UL,
        _ => 0,
    };

    /// <summary>What a hypervisor maps: guest address, size, and the offset in the memory.</summary>
    public IEnumerable<(ulong Iova, ulong Size, ulong Offset)> Ranges()
    {
        var low = Math.Min(Size, LowMax);
        yield return (0, low, 0);
        if (Size > low)
        {
            yield return (HighStart, Size - low, low);
        }
    }

    /// <summary>The same in up to 16 pieces a range, each of which can be unmapped by itself.</summary>
    public IEnumerable<(ulong Iova, ulong Size, ulong Offset)> Pieces()
    {
        foreach (var (iova, size, offset) in Ranges())
        {
            var pages = size >> PageShift;
            var piece = Math.Max(1, pages / 16) << PageShift;
            for (var at = 0UL; at < size; at += piece)
            {
                yield return (iova + at, Math.Min(piece, size - at), offset + at);
            }
        }
    }

    /// <summary>The guest address of a byte.</summary>
    public static ulong IovaOf(ulong offset) => offset < LowMax ? offset : offset - LowMax + HighStart;

    /// <summary>The first guest address behind the memory.</summary>
    public ulong End => IovaOf(Size - 1) + 1;

    /// <summary>Where a device has to reach with an address; null where the VM has no memory.</summary>
    public ulong? HpaOf(ulong iova)
    {
        var offset = iova < LowMax ? iova : iova < HighStart ? Size : iova - HighStart + LowMax;
        return offset < Size ? Frames + offset : null;
    }

    /// <summary>How many of a batch's answers are not what the memory says: an address elsewhere, or none.</summary>
    public int Strays(TranslationBatch batch)
    {
        var strays = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var result = ref batch.Results[i];
            var right = HpaOf(batch.Requests[i].Iova) is { } hpa
                ? result.Granted && result.Address == hpa
                : result.Outcome == TranslationOutcome.Fault;
            strays += right ? 0 : 1;
        }

        return strays;
    }
}

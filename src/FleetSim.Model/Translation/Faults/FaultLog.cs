using FleetSim.Model.Pci;

namespace FleetSim.Model.Translation.Faults;

/// <summary>The fault recording registers of a unit, filled round and round.</summary>
/// <remarks>Source: VT-d specification, primary fault logging; vtd_report_frcd_fault in QEMU's hw/i386/intel_iommu.c;
/// <c>reference/translation.md</c> 1.6.</remarks>
/// <param name="registers">How many there are: CAP.NFR + 1.</param>
public sealed class FaultLog(int registers)
{
    private readonly FaultRecord?[] _records = new FaultRecord?[registers];
    private int _next;

    /// <summary>FSTS.PFO: a fault found all registers taken. Faults are dropped until it is cleared.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>FSTS.PPF: there is a record.</summary>
    public bool IsPending { get; private set; }

    /// <summary>FSTS.FRI: the register of the oldest record that has not been taken.</summary>
    public int Oldest { get; private set; }

    /// <summary>Requests that were blocked, recorded or not.</summary>
    public long Blocked { get; private set; }

    /// <summary>Faults that were recorded.</summary>
    public long Recorded { get; private set; }

    /// <summary>Writes down a fault, unless fault processing is disabled for the requester, the log has overflowed, or
    /// the requester has a fault pending already.</summary>
    /// <param name="disabled">FPD of the requester's context entry.</param>
    /// <returns>Whether it was recorded.</returns>
    public bool Report(in FaultRecord fault, bool disabled)
    {
        Blocked++;
        if ((disabled && IsQualified(fault.Reason)) || HasOverflowed || HasPendingOf(fault.Source))
        {
            return false;
        }

        if (_records[_next] is not null)
        {
            HasOverflowed = true;
            return false;
        }

        _records[_next] = fault;
        IsPending = true;
        _next = (_next + 1) % _records.Length;
        Recorded++;
        return true;
    }

    /// <summary>Takes the records from the oldest on, and clears the overflow: what the fault handler does.</summary>
    /// <remarks>Source: dmar_fault, drivers/iommu/intel/dmar.c.</remarks>
    public IReadOnlyList<FaultRecord> Take()
    {
        var taken = new List<FaultRecord>();
        while (_records[Oldest] is { } record)
        {
            taken.Add(record);
            _records[Oldest] = null;
            Oldest = (Oldest + 1) % _records.Length;
        }

        IsPending = false;
        HasOverflowed = false;
        return taken;
    }

    /// <summary>Whether FPD suppresses the record of a fault. It never lets the request pass.</summary>
    private static bool IsQualified(FaultReason reason) => reason is not (FaultReason.RootNotPresent
        or FaultReason.RootTableUnreadable or FaultReason.ContextTableUnreadable or FaultReason.RootReserved
        or FaultReason.ContextReserved or FaultReason.ScalableRootUnreadable or FaultReason.ScalableRootNotPresent
        or FaultReason.ScalableRootReserved);

    private bool HasPendingOf(Rid source)
    {
        foreach (var record in _records)
        {
            if (record is { } pending && pending.Source == source)
            {
                return true;
            }
        }

        return false;
    }
}

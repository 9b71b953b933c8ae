namespace FleetSim.Scenarios.Files;

/// <summary>What the VMs of a workload are like, or the drivers in their place, and the DMA of their devices.</summary>
public sealed record VmPlan
{
    /// <summary>log2 of the bytes that a VM's memory stays below, so that none reaches into the slot of
    /// another.</summary>
    public const int SlotShift = 36;

    /// <summary>Fewest and most groups that a VM is given.</summary>
    public required int GroupsMin { get; init; }

    public required int GroupsMax { get; init; }

    /// <summary>Translation: VMs, or kernel drivers.</summary>
    public DmaMapper Mapper { get; init; }

    /// <summary>Memory of a VM in bytes, whole pages.</summary>
    public required ulong Memory { get; init; }

    /// <summary>It is mapped by pages of 2^so many bytes.</summary>
    public required int PageShift { get; init; }

    /// <summary>Requests in one call.</summary>
    public required int Batch { get; init; }

    /// <summary>Share of requests that write.</summary>
    public required double Writes { get; init; }

    /// <summary>Share of requests to addresses where the VM has no memory.</summary>
    public required double Faults { get; init; }

    /// <summary>VM churn: share of VMs that are killed and not stopped.</summary>
    public double Killed { get; init; }

    /// <summary>VM churn: requests in one life.</summary>
    public int Accesses { get; init; }

    /// <summary>VM churn: name of the trace that says how many groups and how long; null for none.</summary>
    public string? Trace { get; init; }

    /// <summary>Translation: the order of the addresses.</summary>
    public AddressPattern Pattern { get; init; }

    /// <summary>Translation, hot set: exponent of the Zipf law over pages.</summary>
    public double PageSkew { get; init; }

    /// <summary>Translation: share of batches before which a piece of the memory is unmapped and mapped again.</summary>
    public double Remaps { get; init; }
}

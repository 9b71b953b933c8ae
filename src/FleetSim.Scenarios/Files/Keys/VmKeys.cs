using FleetSim.Scenarios.Files.Values;
using FleetSim.Scenarios.Traces;

namespace FleetSim.Scenarios.Files.Keys;

/// <summary>The keys of workloads that run VMs.</summary>
internal static class VmKeys
{
    private const int GroupsMost = 16;

    private static readonly Key<(int From, int To)> Groups = new(
        "groups", ScenarioValues.CountRange(GroupsMost), "How many IOMMU groups a VM is given; a range is drawn from.")
    {
        Default = "1",
        OnlyFor = [WorkloadKind.VmChurn],
    };

    private static readonly Key<DmaMapper> Dma = new(
        "dma",
        new WordType<DmaMapper>(
            ("vm", DmaMapper.Vm), ("strict", DmaMapper.StrictKernel), ("lazy", DmaMapper.LazyKernel)),
        "Who maps what devices reach: VMs; or kernel drivers, whose unmap is over when it returns (strict), or when the "
            + "flush queue has been flushed (lazy).")
    {
        Default = "vm",
        OnlyFor = [WorkloadKind.Translation],
    };

    private static readonly Key<ulong> Memory = new(
        "memory",
        ScenarioValues.Size,
        "Memory of a VM, all of it mapped for its devices; or a driver's buffers, of a power of two of pages each.")
    {
        Default = "4MiB",
        OnlyFor = [WorkloadKind.VmChurn, WorkloadKind.Translation],
    };

    private static readonly Key<int> Pages = new(
        "pages",
        new WordType<int>(("4KiB", 12), ("2MiB", 21), ("1GiB", 30)),
        "Size of the pages by which the memory is mapped.")
    {
        Default = "4KiB",
        OnlyFor = [WorkloadKind.VmChurn, WorkloadKind.Translation],
    };

    private static readonly Key<int> Batch = new(
        "batch", new NumberType<int>(1, 65_536), "Requests that a device sends in one call.")
    {
        Default = "1024",
        OnlyFor = [WorkloadKind.VmChurn, WorkloadKind.Translation],
    };

    private static readonly Key<double> Writes = new("writes", ScenarioValues.Share, "Share of requests that write.")
    {
        Default = "50%",
        OnlyFor = [WorkloadKind.VmChurn, WorkloadKind.Translation],
    };

    private static readonly Key<double> Faults = new(
        "faults", ScenarioValues.Share, "Share of requests to addresses where the VM has no memory.")
    {
        Default = "1%",
        OnlyFor = [WorkloadKind.VmChurn, WorkloadKind.Translation],
    };

    private static readonly Key<int> Accesses = new(
        "accesses", new NumberType<int>(0, 100_000_000), "Requests that the devices of a VM send in its life.")
    {
        Default = "4096",
        OnlyFor = [WorkloadKind.VmChurn],
    };

    private static readonly Key<double> Kill = new(
        "kill", ScenarioValues.Share, "Share of VMs whose process is killed; the others unmap and close in order.")
    {
        Default = "50%",
        OnlyFor = [WorkloadKind.VmChurn],
    };

    private static readonly Key<string> Trace = new(
        "trace",
        new WordType<string>([.. VmTrace.Names.Select(name => (name, name)), ("none", "none")]),
        "A recorded cluster whose VMs are lived again: their groups, lifetimes (within hold) and the shape of arrivals.")
    {
        Default = "none",
        OnlyFor = [WorkloadKind.VmChurn],
    };

    private static readonly Key<AddressPattern> Pattern = new(
        "pattern",
        new WordType<AddressPattern>(
            ("sequential", AddressPattern.Sequential),
            ("random", AddressPattern.Random),
            ("hot-set", AddressPattern.HotSet),
            ("pointer-chase", AddressPattern.PointerChase)),
        "In which order a device goes through the memory.")
    {
        Default = "hot-set",
        OnlyFor = [WorkloadKind.Translation],
    };

    private static readonly Key<double> PageSkew = new(
        "page-skew", new NumberType<double>(0.1, 3), "Hot set: exponent of the Zipf law over pages.")
    {
        Default = "1.0",
        OnlyFor = [WorkloadKind.Translation],
    };

    private static readonly Key<double> Remap = new(
        "remap",
        ScenarioValues.Share,
        "Share of batches before which a piece of the memory is unmapped and mapped again; a driver maps it after the "
            + "batch, in which its device still asks for it.")
    {
        Default = "1%",
        OnlyFor = [WorkloadKind.Translation],
    };

    public static IReadOnlyList<Key> All { get; } =
        [Groups, Dma, Memory, Pages, Batch, Writes, Faults, Accesses, Kill, Trace, Pattern, PageSkew, Remap];

    /// <returns>Null for a kind of workload without VMs.</returns>
    /// <exception cref="Model.InputException">The memory is not made of such pages, or larger than a host allows.</exception>
    public static VmPlan? Plan(Fields fields, WorkloadKind kind)
    {
        if (!Memory.IsFor(kind))
        {
            return null;
        }

        var (memory, shift) = (fields.Get(Memory), fields.Get(Pages));
        if (memory % (1UL << shift) != 0 || memory + (1UL << shift) > 1UL << VmPlan.SlotShift)
        {
            throw fields.PlaceOf(Memory).Error(
                $"'{Load.Quantities.SizeText.Of(memory)}' is not made of whole pages of {Load.Quantities.SizeText.Of(1UL << shift)}, "
                + "or leaves no room in the 64GiB that a VM can have");
        }

        var isChurn = kind == WorkloadKind.VmChurn;
        var (from, to) = isChurn ? fields.Get(Groups) : (1, 1);
        return new VmPlan
        {
            GroupsMin = from,
            GroupsMax = to,
            Mapper = isChurn ? DmaMapper.Vm : fields.Get(Dma),
            Memory = memory,
            PageShift = shift,
            Batch = fields.Get(Batch),
            Writes = fields.Get(Writes),
            Faults = fields.Get(Faults),
            Killed = isChurn ? fields.Get(Kill) : 0,
            Accesses = isChurn ? fields.Get(Accesses) : 0,
            Trace = isChurn && fields.Get(Trace) is var trace and not "none" ? trace : null,
            Pattern = isChurn ? AddressPattern.Random : fields.Get(Pattern),
            PageSkew = isChurn ? 0 : fields.Get(PageSkew),
            Remaps = isChurn ? 0 : fields.Get(Remap),
        };
    }
}

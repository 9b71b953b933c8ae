using System.Collections.Immutable;

namespace FleetSim.Model.Pci;

/// <summary>
/// The PCI functions of one host and how their buses hang together. Immutable: plug and unplug return a new one.
/// </summary>
/// <remarks>
/// A bus is below the bridge whose secondary bus number it is; a bus without one is a root bus, or, when only VFs live
/// on it, an SR-IOV virtual bus, whose parent is the bus of their PF.
/// </remarks>
public sealed class PciTopology
{
    /// <summary>Buses that have functions; each array is in devfn order.</summary>
    private readonly ImmutableSortedDictionary<PciBus, ImmutableArray<PciFunction>> _buses;
    private readonly ImmutableDictionary<PciBus, PciAddress> _bridgeAbove;

    /// <summary>
    /// Some function has, or had, what its own registers do not tell: a VMD endpoint a segment below it, or a physical
    /// function whose SR-IOV capability was not recorded its VFs.
    /// </summary>
    private readonly bool _hasUntold;

    private PciTopology(
        ImmutableSortedDictionary<PciBus, ImmutableArray<PciFunction>> buses,
        ImmutableDictionary<PciBus, PciAddress> bridgeAbove,
        int count,
        bool hasUntold)
    {
        _buses = buses;
        _bridgeAbove = bridgeAbove;
        _hasUntold = hasUntold;
        Count = count;
    }

    public static PciTopology Empty { get; } = new(
        ImmutableSortedDictionary<PciBus, ImmutableArray<PciFunction>>.Empty,
        ImmutableDictionary<PciBus, PciAddress>.Empty,
        count: 0,
        hasUntold: false);

    /// <summary>All functions, by address.</summary>
    public IEnumerable<PciFunction> Functions => _buses.Values.SelectMany(functions => functions);

    public int Count { get; }

    /// <exception cref="KeyNotFoundException">No function has the address.</exception>
    public PciFunction this[PciAddress address] =>
        Find(address) ?? throw new KeyNotFoundException($"no function has the address {address}");

    public PciFunction? Find(PciAddress address)
    {
        foreach (var function in On(address.OnBus))
        {
            if (function.Address.Devfn == address.Devfn)
            {
                return function;
            }
        }

        return null;
    }

    public bool Contains(PciAddress address) => Find(address) is not null;

    /// <summary>The bridge above a bus; null for a root bus and for an SR-IOV virtual bus.</summary>
    public PciFunction? BridgeAbove(PciBus bus) =>
        _bridgeAbove.TryGetValue(bus, out var bridge) ? this[bridge] : null;

    /// <summary>The bus above a bus; null for a root bus.</summary>
    public PciBus? ParentBus(PciBus bus)
    {
        if (_bridgeAbove.TryGetValue(bus, out var bridge))
        {
            return bridge.OnBus;
        }

        var here = On(bus);
        foreach (var function in here)
        {
            if (!function.IsVirtual)
            {
                return null;
            }
        }

        return here is [{ PhysicalFunction: { } pf }, ..] && pf.OnBus != bus ? pf.OnBus : null;
    }

    /// <summary>The functions on a bus, by slot and function number.</summary>
    public ImmutableArray<PciFunction> On(PciBus bus) => _buses.GetValueOrDefault(bus, []);

    /// <summary>Buses that are below nothing, ascending.</summary>
    public IEnumerable<PciBus> RootBuses() => _buses.Keys.Where(bus => ParentBus(bus) is null);

    /// <summary>
    /// Registration order: root buses ascending; a bus in devfn order, then what is below its bridges, in that order.
    /// VFs come last, PF by PF: they appear when a driver enables them, after the scan.
    /// </summary>
    /// <remarks>Source: reference/groups.md 3.4; drivers/pci/bus.c <c>pci_bus_add_devices</c>.</remarks>
    public IReadOnlyList<PciFunction> ScanOrder() => WithVirtualFunctions(RootBuses().SelectMany(Scan).ToList());

    /// <summary>
    /// A function, everything below it in scan order (below a VMD endpoint: its whole segment), then the VFs of all
    /// these. Removal goes the other way round.
    /// </summary>
    /// <returns>Empty when nothing has the address.</returns>
    public IReadOnlyList<PciFunction> Subtree(PciAddress top)
    {
        if (Find(top) is not { } function)
        {
            return [];
        }

        if (IsLeaf(function))
        {
            return [function];
        }

        var found = new List<PciFunction> { function };
        found.AddRange(BusBelow(function) is { } bus ? Scan(bus) : []);
        var addresses = found.ConvertAll(member => member.Address).ToHashSet();
        found.AddRange(RootBuses()
            .Where(root => On(root)[0].RealDmaDevice is { } endpoint && addresses.Contains(endpoint))
            .SelectMany(Scan)
            .ToList());
        return WithVirtualFunctions(found);
    }

    /// <summary>
    /// A function and everything below it in the order in which drivers are stopped and functions removed: depth first,
    /// the last sibling first, VFs before their physical function.
    /// </summary>
    /// <remarks>Source: pci_stop_bus_device, drivers/pci/remove.c.</remarks>
    public IReadOnlyList<PciFunction> StopOrder(PciAddress top)
    {
        var subtree = Subtree(top);
        return subtree.Count > 1 ? [.. Stopped(subtree[0])] : subtree;
    }

    /// <summary>The topology with more functions.</summary>
    /// <exception cref="InputException">An address, or a bridge's secondary bus, is taken, or that bus is not below
    /// the bridge's own.</exception>
    public PciTopology Plug(IEnumerable<PciFunction> arrivals) =>
        TryPlug(arrivals, out var problem) ?? throw new InputException(problem!);

    /// <summary>The topology with more functions; null when they do not fit into it.</summary>
    /// <param name="problem">Why not, in one sentence.</param>
    public PciTopology? TryPlug(IEnumerable<PciFunction> arrivals, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        problem = null;
        var buses = _buses.ToBuilder();
        var bridges = _bridgeAbove.ToBuilder();
        var count = Count;
        var untold = _hasUntold;
        foreach (var onBus in arrivals.GroupBy(function => function.Address.OnBus))
        {
            var merged = Merged(On(onBus.Key), onBus);
            count += merged.Length - On(onBus.Key).Length;
            buses[onBus.Key] = merged;
            untold |= onBus.Any(function => IsUntold(function, buses));
            problem ??= Duplicate(merged);
            foreach (var bridge in onBus.Where(function => function.Buses is { Secondary: > 0 }))
            {
                problem ??= AddBridge(bridges, bridge);
            }
        }

        return problem is not null ? null : new PciTopology(buses.ToImmutable(), bridges.ToImmutable(), count, untold);
    }

    /// <summary>The topology without a function and everything below it.</summary>
    public PciTopology Unplug(PciAddress top)
    {
        var subtree = Subtree(top);
        var buses = _buses;
        var bridges = _bridgeAbove;
        foreach (var leaving in subtree)
        {
            var bus = leaving.Address.OnBus;
            var staying = buses[bus].Remove(leaving);
            buses = staying.IsEmpty ? buses.Remove(bus) : buses.SetItem(bus, staying);
            bridges = BusBelow(leaving) is { } below ? bridges.Remove(below) : bridges;
        }

        return new PciTopology(buses, bridges, Count - subtree.Count, _hasUntold);
    }

    private static ImmutableArray<PciFunction> Merged(
        ImmutableArray<PciFunction> here, IEnumerable<PciFunction> arrivals) =>
        here.AddRange(arrivals).Sort((one, other) => one.Address.CompareTo(other.Address));

    private static string? Duplicate(ImmutableArray<PciFunction> sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Address == sorted[i - 1].Address)
            {
                return $"two functions have the address {sorted[i].Address}";
            }
        }

        return null;
    }

    private static string? AddBridge(ImmutableDictionary<PciBus, PciAddress>.Builder bridges, PciFunction bridge)
    {
        var below = BusBelow(bridge)!.Value;
        if (below.Number <= bridge.Address.Bus)
        {
            return $"bridge {bridge.Address} has the secondary bus {below.Number:x2}, which is not below its own";
        }

        return bridges.TryAdd(below, bridge.Address)
            ? null
            : $"bridges {bridges[below]} and {bridge.Address} both have the secondary bus {below.Number:x2}";
    }

    private static bool IsUntold(
        PciFunction function, ImmutableSortedDictionary<PciBus, ImmutableArray<PciFunction>>.Builder buses) =>
        function.RealDmaDevice is not null
        || (function.PhysicalFunction is { } physical
            && !(buses.TryGetValue(physical.OnBus, out var there)
                && there.Any(one => one.Address == physical && one.Sriov is not null)));

    /// <summary>Nothing can be below it, and it has no VFs.</summary>
    private bool IsLeaf(PciFunction function) =>
        function is { Buses: null, Sriov: null } && !_hasUntold;

    /// <summary>Null also for a bridge that nothing was configured below.</summary>
    private static PciBus? BusBelow(PciFunction function) =>
        function.Buses is { Secondary: > 0 } buses ? new PciBus(function.Address.Segment, buses.Secondary) : null;

    private IEnumerable<PciFunction> Stopped(PciFunction function)
    {
        var below = BusBelow(function) is { } secondary ? On(secondary).Where(child => !child.IsVirtual) : [];
        var segment = RootBuses().Where(root => On(root)[0].RealDmaDevice == function.Address).SelectMany(bus => On(bus));
        var virtualOnes = Functions.Where(one => one.PhysicalFunction == function.Address);
        return below.Concat(segment).Reverse().SelectMany(Stopped).Concat(virtualOnes.Reverse()).Append(function);
    }

    /// <summary>A bus and what is below it, without VFs. It ends: a bus below has a higher number.</summary>
    private IEnumerable<PciFunction> Scan(PciBus bus)
    {
        var here = On(bus).Where(function => !function.IsVirtual).ToList();
        return here.Concat(here.Select(BusBelow).OfType<PciBus>().SelectMany(Scan));
    }

    private List<PciFunction> WithVirtualFunctions(List<PciFunction> scanned)
    {
        var virtualFunctions = Functions.Where(function => function.IsVirtual)
            .ToLookup(vf => vf.PhysicalFunction!.Value);
        if (virtualFunctions.Count > 0)
        {
            scanned.AddRange(scanned.SelectMany(pf => virtualFunctions[pf.Address]).ToList());
        }

        return scanned;
    }
}

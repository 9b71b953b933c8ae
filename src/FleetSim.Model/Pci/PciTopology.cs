using System.Collections.Immutable;

namespace FleetSim.Model.Pci;

/// <summary>The PCI functions of one host and how their buses hang together. Immutable: plug and unplug return a new one.</summary>
/// <remarks>
/// A bus is below the bridge whose secondary bus number it is; a bus without one is a root bus, or, when only VFs live on
/// it, an SR-IOV virtual bus, whose parent is the bus of their PF.
/// </remarks>
public sealed class PciTopology
{
    private readonly ImmutableSortedDictionary<PciAddress, PciFunction> _functions;
    private readonly ImmutableDictionary<PciBus, PciAddress> _bridgeAbove;

    private PciTopology(
        ImmutableSortedDictionary<PciAddress, PciFunction> functions,
        ImmutableDictionary<PciBus, PciAddress> bridgeAbove)
    {
        _functions = functions;
        _bridgeAbove = bridgeAbove;
    }

    public static PciTopology Empty { get; } = new(
        ImmutableSortedDictionary<PciAddress, PciFunction>.Empty, ImmutableDictionary<PciBus, PciAddress>.Empty);

    /// <summary>All functions, by address.</summary>
    public IEnumerable<PciFunction> Functions => _functions.Values;

    public int Count => _functions.Count;

    public PciFunction this[PciAddress address] => _functions[address];

    public PciFunction? Find(PciAddress address) => _functions.GetValueOrDefault(address);

    public bool Contains(PciAddress address) => _functions.ContainsKey(address);

    /// <summary>The bridge above a bus; null for a root bus and for an SR-IOV virtual bus.</summary>
    public PciFunction? BridgeAbove(PciBus bus) =>
        _bridgeAbove.TryGetValue(bus, out var bridge) ? _functions[bridge] : null;

    /// <summary>The bus above a bus; null for a root bus.</summary>
    public PciBus? ParentBus(PciBus bus)
    {
        if (BridgeAbove(bus) is { } bridge)
        {
            return bridge.Address.OnBus;
        }

        PciBus? parent = null;
        foreach (var function in On(bus))
        {
            if (function.PhysicalFunction is not { } pf)
            {
                return null;
            }

            parent ??= pf.OnBus == bus ? null : pf.OnBus;
        }

        return parent;
    }

    /// <summary>The functions on a bus, by slot and function number.</summary>
    public IEnumerable<PciFunction> On(PciBus bus)
    {
        for (var devfn = 0; devfn <= byte.MaxValue; devfn++)
        {
            if (_functions.TryGetValue(new PciAddress(bus.Segment, bus.Number, (byte)devfn), out var function))
            {
                yield return function;
            }
        }
    }

    /// <summary>Buses that are below nothing, ascending.</summary>
    public IEnumerable<PciBus> RootBuses() =>
        _functions.Keys.Select(address => address.OnBus).Distinct().Where(bus => ParentBus(bus) is null);

    /// <summary>
    /// Registration order: root buses ascending; a bus in devfn order, then its virtual buses and what is below its bridges,
    /// in that order.
    /// </summary>
    public IEnumerable<PciFunction> ScanOrder()
    {
        var virtualBuses = VirtualBuses();
        return RootBuses().SelectMany(bus => BusAndBelow(bus, virtualBuses));
    }

    /// <summary>A function, its VFs, and everything below it, in scan order. Removal goes the other way round.</summary>
    public IReadOnlyList<PciFunction> Subtree(PciAddress top)
    {
        if (Find(top) is not { } function)
        {
            return [];
        }

        var below = new List<PciFunction> { function };
        below.AddRange(Functions.Where(vf => vf.PhysicalFunction == top));
        if (function.Buses is { } buses && BridgeAbove(new PciBus(top.Segment, buses.Secondary)) == function)
        {
            var inside = BusAndBelow(new PciBus(top.Segment, buses.Secondary), VirtualBuses());
            below.AddRange(inside.Where(f => !below.Contains(f)));
        }

        return below;
    }

    /// <summary>The topology with more functions, bridges before what is below them.</summary>
    /// <exception cref="InputException">An address, or a bridge's secondary bus, is taken, or that bus is not below the bridge's own.</exception>
    public PciTopology Plug(IEnumerable<PciFunction> arrivals)
    {
        var functions = _functions.ToBuilder();
        var bridges = _bridgeAbove.ToBuilder();
        foreach (var function in arrivals)
        {
            if (!functions.TryAdd(function.Address, function))
            {
                throw new InputException($"two functions have the address {function.Address}");
            }

            if (function.Buses is { Secondary: > 0 } own && own.Secondary <= function.Address.Bus)
            {
                throw new InputException(
                    $"bridge {function.Address} has the secondary bus {own.Secondary:x2}, which is not below its own");
            }

            if (function.Buses is { Secondary: > 0 } buses
                && !bridges.TryAdd(new PciBus(function.Address.Segment, buses.Secondary), function.Address))
            {
                var other = bridges[new PciBus(function.Address.Segment, buses.Secondary)];
                throw new InputException(
                    $"bridges {other} and {function.Address} both have the secondary bus {buses.Secondary:x2}");
            }
        }

        return new PciTopology(functions.ToImmutable(), bridges.ToImmutable());
    }

    /// <summary>The topology without a function and everything below it.</summary>
    public PciTopology Unplug(PciAddress top)
    {
        var functions = _functions.ToBuilder();
        var bridges = _bridgeAbove.ToBuilder();
        foreach (var leaving in Subtree(top))
        {
            functions.Remove(leaving.Address);
            if (leaving.Buses is { } buses)
            {
                var below = new PciBus(leaving.Address.Segment, buses.Secondary);
                if (bridges.TryGetValue(below, out var owner) && owner == leaving.Address)
                {
                    bridges.Remove(below);
                }
            }
        }

        return new PciTopology(functions.ToImmutable(), bridges.ToImmutable());
    }

    /// <summary>SR-IOV virtual buses, by the bus of their PF.</summary>
    private ILookup<PciBus, PciBus> VirtualBuses() => Functions
        .Where(vf => vf.PhysicalFunction is { } pf && pf.OnBus != vf.Address.OnBus)
        .Select(vf => (Parent: vf.PhysicalFunction!.Value.OnBus, Bus: vf.Address.OnBus))
        .Distinct()
        .Where(pair => BridgeAbove(pair.Bus) is null && ParentBus(pair.Bus) == pair.Parent)
        .ToLookup(pair => pair.Parent, pair => pair.Bus);

    private IEnumerable<PciFunction> BusAndBelow(PciBus bus, ILookup<PciBus, PciBus> virtualBuses)
    {
        var here = On(bus).ToList();
        foreach (var function in here.Concat(virtualBuses[bus].SelectMany(On)))
        {
            yield return function;
        }

        foreach (var bridge in here.Where(function => function.Buses is { Secondary: > 0 }))
        {
            var below = new PciBus(bus.Segment, bridge.Buses!.Value.Secondary);
            if (BridgeAbove(below) != bridge)
            {
                continue;
            }

            foreach (var function in BusAndBelow(below, virtualBuses))
            {
                yield return function;
            }
        }
    }
}

namespace FleetSim.Model.Pci;

/// <summary>Puts functions from an input together into a topology, or says which of them does not fit.</summary>
/// <remarks>
/// A running kernel shows coherent bus numbers: where firmware left them otherwise, the scan renumbered them
/// (drivers/pci/probe.c <c>pci_scan_bridge_extend</c>). So what is incoherent here was not read from a machine.
/// </remarks>
internal static class TopologyAssembly
{
    internal static PciTopology Build(IReadOnlyList<PlacedFunction> functions)
    {
        var byAddress = new Dictionary<PciAddress, PlacedFunction>();
        foreach (var placed in functions)
        {
            if (!byAddress.TryAdd(placed.Function.Address, placed))
            {
                throw placed.Problem($"two functions have the address {placed.Function.Address}");
            }
        }

        var bridges = BridgesBySecondary(functions);
        foreach (var bridge in bridges.Values)
        {
            RequireInsideParent(bridge, bridges);
        }

        RequireDisjointSiblings(bridges.Values);
        return PciTopology.Empty.Plug(functions
            .OrderBy(placed => placed.Function.Address)
            .Select(placed => PortTypes.Corrected(placed.Function, bridges)));
    }

    private static Dictionary<PciBus, PlacedFunction> BridgesBySecondary(IEnumerable<PlacedFunction> functions)
    {
        var bridges = new Dictionary<PciBus, PlacedFunction>();
        foreach (var placed in functions)
        {
            var (address, buses) = (placed.Function.Address, placed.Function.Buses);
            if (buses is not { Secondary: > 0 } below)
            {
                continue; // No bridge, or one that nothing was configured below.
            }

            if (below.Secondary <= address.Bus || below.Subordinate < below.Secondary)
            {
                throw placed.Problem(
                    $"bridge {address} leads to buses {below.Secondary:x2} to {below.Subordinate:x2}, "
                    + "not all below its own");
            }

            var bus = new PciBus(address.Segment, below.Secondary);
            if (!bridges.TryAdd(bus, placed))
            {
                throw placed.Problem(
                    $"bridges {bridges[bus].Function.Address} and {address} "
                    + $"both have the secondary bus {bus.Number:x2}");
            }
        }

        return bridges;
    }

    private static void RequireInsideParent(PlacedFunction bridge, Dictionary<PciBus, PlacedFunction> bridges)
    {
        // CardBus bridges get spare bus numbers, which may reach beyond the bridge above.
        var function = bridge.Function;
        if (function.HeaderType == 1
            && bridges.TryGetValue(function.Address.OnBus, out var parent)
            && function.Buses!.Value.Subordinate > parent.Function.Buses!.Value.Subordinate)
        {
            throw bridge.Problem(
                $"bridge {function.Address} leads to buses up to {function.Buses!.Value.Subordinate:x2}, "
                + $"beyond those of the bridge {parent.Function.Address} above it");
        }
    }

    private static void RequireDisjointSiblings(IEnumerable<PlacedFunction> bridges)
    {
        var bySecondary = bridges
            .Where(bridge => bridge.Function.HeaderType == 1)
            .OrderBy(bridge => bridge.Function.Buses!.Value.Secondary);
        foreach (var siblings in bySecondary.GroupBy(bridge => bridge.Function.Address.OnBus))
        {
            PlacedFunction? before = null;
            foreach (var bridge in siblings)
            {
                if (before?.Function.Buses!.Value.Subordinate >= bridge.Function.Buses!.Value.Secondary)
                {
                    throw bridge.Problem(
                        $"bridges {before.Function.Address} and {bridge.Function.Address} lead to overlapping buses");
                }

                before = bridge;
            }
        }
    }
}

/// <summary>A function and where in the input it came from.</summary>
internal sealed record PlacedFunction(PciFunction Function, InputPlace Place)
{
    internal InputException Problem(string problem) => new(problem, Place);
}
